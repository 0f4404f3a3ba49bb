// How fast lists are read and how much memory that takes, beside the least that any reader could do and beside
// the usual way (JSZip, JSON.parse, a regular expression). Every figure comes from a process of its own.
//   tsx bench/exports.ts [ROWS...]
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readExport } from "@/lib/exports";
import { openFileBlob } from "@/scripts/file-blob";
import { formats } from "./exports/formats";
import { writeArchive } from "./exports/write-archive";

type Way = "ours" | "limit" | "usual";

interface Figure {
  rows: number;
  milliseconds: number;
  megabytes: number;
}

const [mode, ...args] = process.argv.slice(2);
if (mode === "measure") await measure(args as [Way, string, string]);
else await report([mode, ...args].filter(Boolean).map(Number));

async function report(sizes: number[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "exports-"));
  try {
    await reportFormats(folder, sizes.length > 0 ? sizes : [1_000, 100_000, 1_000_000]);
    await reportArchives(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function reportFormats(folder: string, sizes: number[]): Promise<void> {
  const table = [
    [
      "list",
      "rows",
      "MB",
      "rows/s",
      "peak MB",
      "limit rows/s",
      "limit peak",
      "time ÷ limit",
      "usual rows/s",
    ],
  ];
  for (const [name, format] of Object.entries(formats)) {
    for (const rows of sizes) {
      const path = join(folder, format.file);
      writeFileSync(path, format.write(rows));
      const ours = run("ours", name, path);
      const limit = run("limit", name, path);
      const usual = format.usual ? run("usual", name, path) : null;
      if (ours?.rows !== rows) throw new Error(`${name}: ${ours?.rows} of ${rows} rows came back`);
      table.push([
        name,
        String(rows),
        megabytes(statSync(path).size),
        perSecond(rows, ours),
        ours.megabytes.toFixed(0),
        limit ? perSecond(rows, limit) : "fails",
        limit ? limit.megabytes.toFixed(0) : "",
        limit ? (ours.milliseconds / limit.milliseconds).toFixed(1) : "",
        format.usual
          ? usual
            ? `${perSecond(rows, usual)}${usual.rows < rows ? ` (${usual.rows} rows)` : ""}`
            : "fails"
          : "does not read it",
      ]);
    }
  }
  print(table);
}

async function reportArchives(folder: string): Promise<void> {
  const table = [
    [
      "archive with a list of 1,000",
      "ms",
      "peak MB",
      "JSON.parse of the list alone, ms",
      "usual, ms",
      "usual peak MB",
    ],
  ];
  const list = formats["Instagram JSON"];
  for (const [label, size] of [
    ["4 MB", 4e6],
    ["400 MB", 4e8],
    ["4 GB", 2 ** 32],
    ["20 GB", 2e10],
  ] as const) {
    const path = join(folder, "export.zip");
    await writeArchive(path, size, {
      "connections/followers_and_following/following.json": list?.write(1000) ?? "",
    });
    const ours = run("ours", "Instagram JSON", path);
    const usual = run("usual", "archive", path);
    writeFileSync(join(folder, "following.json"), list?.write(1000) ?? "");
    const limit = run("limit", "Instagram JSON", join(folder, "following.json"));
    table.push([
      label,
      ours?.milliseconds.toFixed(1) ?? "fails",
      ours?.megabytes.toFixed(0) ?? "",
      limit?.milliseconds.toFixed(1) ?? "",
      usual?.milliseconds.toFixed(0) ?? "fails",
      usual?.megabytes.toFixed(0) ?? "",
    ]);
    rmSync(path);
  }
  print(table);
}

/** A process of its own, so that one way's garbage is not another's peak. Null where it fails. */
function run(way: Way, name: string, path: string): Figure | null {
  try {
    const output = execFileSync(
      process.execPath,
      ["--import", "tsx", fileURLToPath(import.meta.url), "measure", way, name, path],
      { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1e6 },
    );
    return JSON.parse(output);
  } catch {
    return null;
  }
}

async function measure([way, name, path]: [Way, string, string]): Promise<void> {
  const format = formats[name];
  const task = {
    ours: async () => {
      const { lists } = await readExport([
        { name: path.slice(path.lastIndexOf("/") + 1), blob: await openFileBlob(path) },
      ]);
      return lists[0]?.count ?? 0;
    },
    limit: async () => format?.limit(readFileSync(path, "utf8")) ?? 0,
    usual: () =>
      name === "archive"
        ? readWithJsZip(path)
        : Promise.resolve(format?.usual?.(readFileSync(path, "utf8")) ?? 0),
  }[way];
  // What counts is the first run: nobody reads an export twice. Small files are too quick to time once.
  const before = process.memoryUsage().rss;
  const times: number[] = [];
  let rows = 0;
  let peak = 0;
  const isSmall = statSync(path).size < 20e6 || path.endsWith(".zip");
  for (let turn = 0; turn < (isSmall ? 7 : 1); turn++) {
    const started = performance.now();
    rows = await task();
    times.push(performance.now() - started);
    peak ||= process.resourceUsage().maxRSS * 1024 - before;
  }
  const milliseconds = times.sort((one, other) => one - other)[Math.floor(times.length / 2)];
  console.log(JSON.stringify({ rows, milliseconds, megabytes: peak / 1e6 }));
}

async function readWithJsZip(path: string): Promise<number> {
  const { default: JsZip } = await import("jszip");
  const archive = await JsZip.loadAsync(readFileSync(path));
  const entry = archive.file("connections/followers_and_following/following.json");
  const list = JSON.parse((await entry?.async("string")) ?? "{}");
  return list.relationships_following.length;
}

function perSecond(rows: number, { milliseconds }: Figure): string {
  const rate = rows / (milliseconds / 1000);
  return rate >= 1e6 ? `${(rate / 1e6).toFixed(1)} M` : `${(rate / 1e3).toFixed(0)} k`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(bytes < 1e6 ? 2 : 0);
}

function print(table: string[][]): void {
  const [header = [], ...rows] = table;
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  console.log([line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n"));
  console.log();
}
