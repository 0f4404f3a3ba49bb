// `npm run demo:join -- <name>`: somebody joins the network of the demo that is running. Who waits for them is told.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { XrpcResponseError } from "@atproto/lex";
import { joinNetwork } from "../e2e/network/join";

const HOST = "bsky.social";
const [name, displayName, description] = process.argv.slice(2);

try {
  if (!name) {
    throw new Error('Usage: npm run demo:join -- <name> ["Display Name"] ["Bio"]');
  }
  const handle = (name.includes(".") ? name : `${name}.${HOST}`).toLowerCase();
  const joined = await joinNetwork(await readServer(), handle);
  await joined.writeProfile({ displayName, description });
  console.log(`@${handle} is on the network now. Whoever waits for them sees it in a few seconds.`);
} catch (error) {
  // A server that refuses says why: the handle is taken, or has letters that none may have.
  if (!(error instanceof Error) || error.name === "TypeError") throw error;
  console.error(error instanceof XrpcResponseError ? `${error.message}.` : error.message);
  process.exitCode = 1;
}

/** Where the people of the running demo have their accounts. */
async function readServer(): Promise<string> {
  const file = fileURLToPath(new URL("../.atlast/demo/server", import.meta.url));
  const url = await readFile(file, "utf8").catch(() => null);
  if (!url) throw new Error("No demo is running. Start one with: npm run demo");
  return url;
}
