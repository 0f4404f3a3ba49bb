import { websocket } from "@atproto/ws-client";
import { log } from "@/lib/log";
import { type Heard, hearIdentity, hearProfile, isDid, PROFILE, readTime } from "./heard";
import type { Reading, Source } from "./source";

const BLUESKY_JETSTREAM = "wss://jetstream2.us-east.bsky.network";
const MICROSECONDS = 1_000;
/** Instances stamp the same event a little differently, and another one may answer next time. */
const OVERLAP_MS = 5_000;
/** What an instance keeps. An older cursor is refused, or silently moved. */
const LOOKBACK_MS = 36 * 60 * 60_000;

type Message = {
  did?: unknown;
  time_us?: unknown;
  commit?: {
    operation?: string;
    collection?: string;
    rkey?: string;
    rev?: string;
    record?: unknown;
  };
  identity?: { handle?: unknown; time?: unknown };
  account?: { active?: unknown; time?: unknown };
};

/** Jetstream: profiles alone, and identity and account events of everybody, as JSON. */
export function jetstream(url = BLUESKY_JETSTREAM): Source {
  return { name: `jetstream ${url}`, read: (reading) => readJetstream(url, reading) };
}

async function readJetstream(url: string, { cursor, hear, signal }: Reading) {
  const messages = websocket(() => addressOf(url, cursor()), {
    dataMode: "text",
    maxReconnectSeconds: 30,
    shouldReconnect: true,
    signal,
    onReconnect: (error) => log.debug({ error }, "Jetstream is asked again"),
  });
  for await (const text of messages) {
    const message = readMessage(text);
    if (!message) continue;
    const { time_us: time } = message;
    await hear({
      heard: hearMessage(message),
      cursor: Number.isSafeInteger(time) ? String(time) : undefined,
    });
  }
}

function addressOf(url: string, cursor: string | null) {
  const address = new URL("/subscribe", url);
  address.searchParams.set("wantedCollections", PROFILE);
  const since = Number(cursor) / MICROSECONDS - OVERLAP_MS;
  if (cursor && since > Date.now() - LOOKBACK_MS) {
    address.searchParams.set("cursor", String(Math.floor(since * MICROSECONDS)));
  } else if (cursor) {
    log.warn("nothing was read for longer than Jetstream keeps: events are missing");
  }
  return address;
}

function readMessage(text: string): Message | null {
  try {
    const message = JSON.parse(text);
    return typeof message === "object" ? message : null;
  } catch {
    return null;
  }
}

function hearMessage({ did, commit, identity, account }: Message): Heard[] {
  if (!isDid(did)) return [];
  if (identity) return [hearIdentity(did, identity.handle, readTime(identity.time))];
  if (account) {
    if (typeof account.active !== "boolean") return [];
    return [{ did, isActive: account.active, at: readTime(account.time) }];
  }
  if (commit?.collection !== PROFILE || commit.rkey !== "self") return [];
  const record = commit.operation === "delete" ? null : commit.record;
  return [hearProfile(did, record, commit.rev)];
}
