import { parseArgs } from "node:util";
import { startNetwork } from "./network";
import { demoSize, demoUser, worldOf } from "./people";
import { type Progress, seedWorld } from "./seed";

/**
 * Runs the practice network as a process of its own, for the demo and for browser tests:
 *
 *     NETWORK_DATABASE_URL=postgresql://… node --import tsx e2e/network/serve.ts [--people 300] [--look-alikes 40]
 *       [--plc-port 2582] [--pds-port 2583] [--appview-port 2584] [--rate-limits]
 *       [--client-origin https://app.example.org=3000]
 *
 * Each line on stdout is a JSON object: `{ "progress": "network" | "directory" | "people" | "index", "done", "total" }` while it starts,
 * then `{ "ready": { plcUrl, pdsUrl, appviewUrl, appviewDid, moderationDid, user: { handle, did, password }, dids } }`,
 * where `dids` maps every handle to its DID. It ends, and removes all that it wrote, on SIGTERM, on SIGINT, and when its
 * standard input is closed: with the process that started it.
 */
const { values } = parseArgs({
  options: {
    people: { type: "string", default: String(demoSize.people) },
    "look-alikes": { type: "string", default: String(demoSize.lookAlikes) },
    "plc-port": { type: "string" },
    "pds-port": { type: "string" },
    "appview-port": { type: "string" },
    "client-origin": { type: "string", multiple: true, default: [] },
    "rate-limits": { type: "boolean", default: false },
  },
});
const databaseUrl = process.env.NETWORK_DATABASE_URL;
if (!databaseUrl) throw new Error("NETWORK_DATABASE_URL is not set.");

// The AppView's database pool uses a call that its driver warns of; nobody who reads this output can change that.
process.noDeprecation = true;

let isEnding = false;
const starting = startNetwork({
  databaseUrl,
  ports: withoutUndefined({
    plc: portOf(values["plc-port"]),
    pds: portOf(values["pds-port"]),
    appview: portOf(values["appview-port"]),
  }),
  clientOrigins: Object.fromEntries(values["client-origin"].map(originAndPort)),
  rateLimits: values["rate-limits"],
});
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, end);
process.stdin.once("end", end).once("error", end).resume();

try {
  say({ progress: "network", done: 0, total: 1 });
  const network = await starting;
  say({ progress: "network", done: 1, total: 1 });

  const world = worldOf({
    people: Number(values.people),
    lookAlikes: Number(values["look-alikes"]),
  });
  const dids = await seedWorld(network, world, sayNowAndThen());
  const { plcUrl, pdsUrl, appviewUrl, appviewDid, moderationDid } = network;
  const user = { ...demoUser, did: dids.get(demoUser.handle) };
  const urls = { plcUrl, pdsUrl, appviewUrl, appviewDid, moderationDid };
  say({ ready: { ...urls, user, dids: Object.fromEntries(dids) } });
} catch (error) {
  // What is under way when the network is taken down fails.
  if (!isEnding) throw error;
}

async function end() {
  if (isEnding) return;
  isEnding = true;
  const network = await starting;
  await network.stop();
  process.exit(0);
}

function say(line: object) {
  if (!isEnding) process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** Passes on the first and the last count of each stage, and some in between. */
function sayNowAndThen() {
  let last = { stage: "", at: 0 };
  return ({ stage, done, total }: Progress) => {
    if (stage === last.stage && done < total && Date.now() - last.at < 250) return;
    last = { stage, at: Date.now() };
    say({ progress: stage, done, total });
  };
}

function portOf(text: string | undefined) {
  return text === undefined ? undefined : Number(text);
}

function originAndPort(text: string): [origin: string, port: number] {
  const at = text.lastIndexOf("=");
  return [text.slice(0, at), Number(text.slice(at + 1))];
}

function withoutUndefined<Value>(record: Record<string, Value | undefined>): Record<string, Value> {
  const entries = Object.entries(record).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Record<string, Value>;
}
