import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";
import { describe, expect, test } from "vitest";
import { readSettings, settingNames } from "./env";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (file: string) => readFileSync(join(root, file), "utf8");
const documents = ["README.md", "CONTRIBUTING.md", ...globSync("docs/*.md", { cwd: root })];

/** Beside those of lib/env: read by the scripts that start the server, by Compose, by OpenTelemetry. */
const others = ["PORT", "HOST", "POSTGRES_PASSWORD", "APP_DATABASE_URL"];
const OF_OTHERS = /^(OTEL|TAP|PG|TIMESTAMP)/;

describe("every setting is told", () => {
  test("in docs/settings.md, each in one row", () => {
    const rows = read("docs/settings.md").matchAll(/^\| (`[^|]+`) \|/gm);
    const told = [...rows].flatMap(([, cell = ""]) => cell.match(/[A-Z][A-Z_]+/g) ?? []);
    expect(told.toSorted()).toEqual([...settingNames, ...others].toSorted());
  });

  test("with the default that it has", () => {
    const kept = readSettings({
      PUBLIC_URL: "http://127.0.0.1:3000",
      DATABASE_URL: "postgresql://host/name",
      ENCRYPTION_KEYS: `a:${Buffer.alloc(32).toString("base64url")}`,
      AUTH_SECRET: "x".repeat(32),
    });
    for (const [, cell = "", defaults = ""] of read("docs/settings.md").matchAll(
      /^\| (`[^|]+`) \| ([^|]*) \| [^|]+ \|$/gm,
    )) {
      const names = cell.match(/[A-Z][A-Z_]+/g) ?? [];
      for (const name of names) {
        const value = kept[name as keyof typeof kept];
        const isPlain =
          typeof value === "number" || (typeof value === "string" && !(name in GIVEN));
        if (isPlain) expect(defaults, name).toContain(String(value));
      }
    }
  });

  test("in .env.example, which is itself valid", () => {
    const text = read(".env.example");
    const told = [...text.matchAll(/^(?:# )?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name);
    const expected = [...settingNames, "PORT", "HOST"];
    expect(told.toSorted()).toEqual(expected.toSorted());
    expect(Object.keys(parseEnv(text))).toContain("PUBLIC_URL");
  });
});

const GIVEN = { PUBLIC_URL: "", DATABASE_URL: "", AUTH_SECRET: "" };

describe.each(documents)("%s", (document) => {
  test("names no setting that there is not", () => {
    const named = read(document).match(/`[A-Z][A-Z]+(?:_[A-Z]+)+`/g) ?? [];
    const unknown = named
      .map((name) => name.slice(1, -1))
      .filter((name) => ![...settingNames, ...others].includes(name) && !OF_OTHERS.test(name));
    expect(unknown).toEqual([]);
  });

  test("names no command of npm's that there is not", () => {
    const { scripts } = JSON.parse(read("package.json"));
    const named = [...read(document).matchAll(/npm run (?:-s |--silent )?([a-z][\w:-]*)/g)];
    expect(named.map(([, name = ""]) => name).filter((name) => !(name in scripts))).toEqual([]);
  });

  test("links to nothing that is not there", () => {
    const links = [...read(document).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)]*))?\)/g)];
    for (const [link, path = "", heading] of links) {
      const target = path ? join(dirname(document), path) : document;
      expect(existsSync(join(root, target)), link).toBe(true);
      if (heading) expect(headingsOf(target), link).toContain(heading);
    }
  });
});

/** The anchors that a page of the code's host gives its headings. */
function headingsOf(file: string) {
  return [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}
