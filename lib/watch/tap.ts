import { type Sender, websocket } from "@atproto/ws-client";
import { z } from "zod";
import { log } from "@/lib/log";
import { type Heard, hearIdentity, hearProfile, isDid, PROFILE } from "./heard";
import type { Reading, Source } from "./source";

const OWN_TAP = "http://localhost:2480";

/**
 * As Tap sends them; read with a wide mind, because an event that is refused comes again for ever. Ids serve the
 * acknowledgement alone: after a restart of Tap they may begin at 1 again.
 */
const Event = z.object({ id: z.number().int() });
const RecordEvent = z.object({
  type: z.literal("record"),
  record: z.object({
    did: z.custom<string>(isDid),
    rev: z.string().optional(),
    collection: z.string(),
    rkey: z.string(),
    action: z.string(),
    record: z.unknown().optional(),
  }),
});
const IdentityEvent = z.object({
  type: z.literal("identity"),
  identity: z.object({
    did: z.custom<string>(isDid),
    handle: z.string().optional(),
    is_active: z.boolean().optional(),
  }),
});

/** A Tap of one's own, through its WebSocket, with an acknowledgement of each event that is kept. */
export function tap(url = OWN_TAP, password?: string): Source {
  return { name: `tap ${url}`, read: (reading) => readTap(url, password, reading) };
}

/** What a Tap sends to authenticate itself, and expects of us. */
export function tapAuthorization(password: string): string {
  return `Basic ${Buffer.from(`admin:${password}`).toString("base64")}`;
}

/** What an event of Tap's tells. Nothing, where it is of a kind that we do not know. */
export function hearTapEvent(event: unknown): Heard[] {
  const identity = IdentityEvent.safeParse(event);
  if (identity.success) {
    const { did, handle, is_active: isActive } = identity.data.identity;
    const heard = hearIdentity(did, handle);
    // A deactivated account's handle does not resolve: that it is inactive is all that counts.
    return isActive === undefined
      ? [heard]
      : isActive
        ? [heard, { did, isActive }]
        : [{ did, isActive }];
  }
  const record = RecordEvent.safeParse(event);
  if (!record.success) return [];
  const { did, rev, collection, rkey, action, record: profile } = record.data.record;
  if (collection !== PROFILE || rkey !== "self") return [];
  return [hearProfile(did, action === "delete" ? null : profile, rev)];
}

async function readTap(url: string, password: string | undefined, { hear, signal }: Reading) {
  const address = new URL("/channel", url);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  let sender: Sender<"text"> | undefined;
  const messages = websocket(address, {
    dataMode: "text",
    maxReconnectSeconds: 30,
    shouldReconnect: true,
    signal,
    headers: password ? { authorization: tapAuthorization(password) } : undefined,
    onConnect: (connected) => {
      sender = connected;
    },
    onReconnect: (error) => log.debug({ error }, "Tap is asked again"),
  });
  for await (const text of messages) {
    const event = readEvent(text);
    if (!event) continue;
    // The connection that the event came by: on another one, its id may be another event's.
    const origin = sender;
    await hear({
      heard: hearTapEvent(event),
      done: () => void acknowledge(origin, event.id),
    });
  }
}

/** Where the connection is gone, the event comes again. */
async function acknowledge(sender: Sender<"text"> | undefined, id: number) {
  await sender?.send(JSON.stringify({ type: "ack", id })).catch(() => {});
}

function readEvent(text: string) {
  try {
    const event: unknown = JSON.parse(text);
    const { data } = Event.safeParse(event);
    return data ? { ...(event as object), id: data.id } : null;
  } catch {
    return null;
  }
}
