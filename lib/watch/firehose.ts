import { IdResolver } from "@atproto/identity";
import { type Event, Firehose, FirehoseParseError, FirehoseSubscriptionError } from "@atproto/sync";
import { env, isLoopback } from "@/lib/env";
import { log } from "@/lib/log";
import { type Heard, hearIdentity, hearProfile, isDid, PROFILE, readTime } from "./heard";
import type { Reading, Source } from "./source";

const BLUESKY_RELAY = "wss://relay1.us-east.bsky.network";
/** The server does not know the cursor: it is another server, or has begun anew. */
const UNKNOWN_CURSOR = "FutureCursor";

/**
 * The firehose of a relay or a PDS: everything that happens there. Commits and handles are taken as they are: nothing is
 * shown to anybody that the AppView does not confirm.
 */
export function firehose(url = BLUESKY_RELAY): Source {
  return { name: `firehose ${url}`, read: (reading) => readFirehose(url, reading) };
}

async function readFirehose(url: string, { cursor, forgetCursor, hear, signal }: Reading) {
  const { promise: broken, reject } = Promise.withResolvers<never>();
  const { ATPROTO_PLC_URL, PUBLIC_URL } = env();
  const reader = new Firehose({
    service: url,
    idResolver: new IdResolver({
      plcUrl: ATPROTO_PLC_URL,
      // The resolver's own fetch refuses addresses inside our network.
      fetch: isLoopback(PUBLIC_URL) ? globalThis.fetch : undefined,
    }),
    getCursor: () => toSequence(cursor()),
    filterCollections: [PROFILE],
    excludeSync: true,
    unauthenticatedCommits: true,
    unauthenticatedHandles: true,
    handleEvent: (event) => hear({ heard: hearEvent(event), cursor: String(event.seq) }),
    onError(error) {
      if (error instanceof FirehoseSubscriptionError) {
        if (isUnknownCursor(error.cause)) {
          log.warn("the firehose has begun anew: events may be missing");
          forgetCursor().then(() => reject(error), reject);
        } else {
          reject(error);
        }
      } else if (error instanceof FirehoseParseError) {
        void hear({ heard: hearUnreadable(error.event) });
      } else {
        log.debug({ error }, "an event could not be read");
      }
    },
  });
  const stopped = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  try {
    await Promise.race([reader.start(), broken, stopped]);
  } finally {
    await reader.destroy();
  }
}

function hearEvent(event: Event): Heard[] {
  const { did } = event;
  if (!isDid(did)) return [];
  switch (event.event) {
    case "identity": {
      const claimed = event.didDocument?.alsoKnownAs?.find((name) => name.startsWith("at://"));
      return [hearIdentity(did, claimed?.slice("at://".length), readTime(event.time))];
    }
    case "account":
      return [{ did, isActive: event.active, at: readTime(event.time) }];
    case "create":
    case "update":
      return isOwnProfile(event) ? [hearProfile(did, event.record, event.rev)] : [];
    case "delete":
      return isOwnProfile(event) ? [hearProfile(did, null, event.rev)] : [];
    default:
      return [];
  }
}

function isOwnProfile({ collection, rkey }: { collection: string; rkey: string }) {
  return collection === PROFILE && rkey === "self";
}

/** Something is new about whoever an unreadable event is about: their DID document did not load, say. */
function hearUnreadable(event: object): Heard[] {
  const did = "did" in event ? event.did : "repo" in event ? event.repo : undefined;
  return isDid(did) ? [{ did, isUnclear: true }] : [];
}

function toSequence(cursor: string | null) {
  return cursor === null ? undefined : Number(cursor);
}

function isUnknownCursor(cause: unknown) {
  return cause instanceof Error && "error" in cause && cause.error === UNKNOWN_CURSOR;
}
