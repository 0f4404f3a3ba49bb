// `npm run demo`: the whole job on this machine, with no account and no internet.
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findNewcomer, writeSamples } from "../e2e/network/samples";
import { isPortFree } from "./port";
import { isProcess } from "./process";
import { showProgress } from "./progress";
import { runUntilStopped } from "./run-until-stopped";
import { startWorld } from "./world";

const folder = fileURLToPath(new URL("../.atlast/demo", import.meta.url));
const begun = Date.now();

await runUntilStopped(async (stopLater) => {
  await claimFolder(stopLater);
  const port = await choosePort();
  const progress = showProgress();
  const exportsFolder = join(folder, "exports");
  const [first] = await writeSamples(exportsFolder);
  if (!first) throw new Error("There are no samples.");
  const { appUrl, network } = await startWorld({
    folder,
    port,
    stopLater,
    onProgress: progress.show,
    // What goes well is for its pages to tell: here it would push away how to sign in.
    settings: { LOG_LEVEL: process.env.LOG_LEVEL ?? "warn" },
  });
  progress.end();
  stopLater(async () => console.log("\nStopping …"));
  await writeFile(join(folder, "server"), network.pdsUrl);

  const { handle, password } = network.user;
  const seconds = Math.round((Date.now() - begun) / 1000);
  console.log(`
ATlast is ready, after ${seconds} seconds. ${Object.keys(network.dids).length} people are on its network.

  Open         ${appUrl}
  Sign in as   ${handle}
  Password     ${password}
  Exports      ${exportsFolder}
  Operations   ${appUrl}/admin

Drop ${first.file} on the page. Then let somebody join whom it names and nobody has, and watch Arrivals:

  npm run demo:join -- ${findNewcomer(first)}

Ctrl-C stops everything.
`);
  return new Promise<number>(() => {});
});

/** PORT, or 3000; where nobody chose and 3000 is taken, the next free one. */
async function choosePort() {
  const chosen = Number(process.env.PORT);
  if (chosen) {
    if (await isPortFree(chosen)) return chosen;
    throw new Error(`Port ${chosen} is in use. Stop what uses it, or set PORT to another one.`);
  }
  let port = 3000;
  while (!(await isPortFree(port))) port += 1;
  if (port !== 3000) console.log(`Port 3000 is in use; this is on port ${port}.`);
  return port;
}

/** The demo makes its world anew in one folder: two at once would take it from each other. */
async function claimFolder(stopLater: (stop: () => Promise<unknown>) => void) {
  const file = join(folder, "process");
  const pid = Number(await readFile(file, "utf8").catch(() => "0"));
  if (pid && (await isProcess(pid, "scripts/demo.ts"))) {
    throw new Error(`A demo of this checkout is running already (process ${pid}). Stop it first.`);
  }
  await mkdir(folder, { recursive: true });
  await writeFile(file, String(process.pid));
  stopLater(() => rm(file, { force: true }));
}
