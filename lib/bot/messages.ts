import { type DatetimeString, type DidString, LexError } from "@atproto/lex";
import { app, chat } from "@bsky/sdk/lexicons";
import { ask, NetworkBusy, RequestRefused } from "@/lib/atproto";
import { db } from "@/lib/db";
import { botDid, chatClient } from "./session";

/** Why somebody cannot be written to; the page has a sentence for each. */
export type Unreachable = "not-allowed" | "blocked" | "gone";

export type Message = {
  text: string;
  /** Addresses that stand in the text. */
  links: string[];
};

const SERVICE = "bot";
const TIMEOUT_MS = 20_000;
/** What the operator has to mend: a password without access to messages, a bot that is suspended. */
const BROKEN_WAIT_MS = 10 * 60_000;
const MESSAGES_READ = 50;

const MEANINGS: Record<string, Unreachable> = {
  NotFollowedBySender: "not-allowed",
  MessagesDisabled: "not-allowed",
  ConvoLocked: "not-allowed",
  InvalidConvo: "not-allowed",
  BlockedActor: "blocked",
  BlockedSubject: "blocked",
  RecipientNotFound: "gone",
};

/** The bot can write to nobody until then: it was asked to wait, or its operator has something to mend. Null when it can. */
export async function botRestsUntil(): Promise<Date | null> {
  const pause = await db.servicePause.findUnique({ where: { service: SERVICE } });
  return pause && pause.until > new Date() ? pause.until : null;
}

/**
 * The conversation of the bot with somebody, opened if need be; nothing is written into it.
 *
 * @throws NetworkBusy, NetworkUnreachable, RequestRefused (the bot itself is refused).
 */
export async function openConversation(
  did: string,
): Promise<{ ok: true; id: string } | { ok: false; problem: Unreachable }> {
  const members = [did as DidString];
  return meant(async () => {
    const client = await chatClient();
    const { canChat } = await client.call(
      chat.bsky.convo.getConvoAvailability,
      { members },
      { signal: AbortSignal.timeout(TIMEOUT_MS) },
    );
    if (!canChat) return { ok: false, problem: "not-allowed" } as const;
    const { convo } = await client.call(
      chat.bsky.convo.getConvoForMembers,
      { members },
      { signal: AbortSignal.timeout(TIMEOUT_MS) },
    );
    return { ok: true, id: convo.id } as const;
  });
}

/**
 * Writes into a conversation.
 *
 * @returns when it was sent, by the clock of the chat service.
 * @throws NetworkBusy; NetworkUnreachable, when it may or may not have been sent; RequestRefused.
 */
export async function sendMessage(
  conversation: string,
  message: Message,
): Promise<{ ok: true; sentAt: Date } | { ok: false; problem: Unreachable }> {
  return meant(async () => {
    const client = await chatClient();
    const { sentAt } = await client.call(
      chat.bsky.convo.sendMessage,
      {
        convoId: conversation,
        message: chat.bsky.convo.defs.messageInput.$build({
          text: message.text,
          facets: message.links.map((link) => facetOf(message.text, link)),
        }),
      },
      { signal: AbortSignal.timeout(TIMEOUT_MS) },
    );
    return { ok: true, sentAt: new Date(sentAt) } as const;
  });
}

/**
 * When the bot last wrote into a conversation after a time, by the clock of the chat service; null when it did not.
 *
 * @throws NetworkBusy, NetworkUnreachable, RequestRefused.
 */
export async function lastSentAfter(conversation: string, time: Date | null): Promise<Date | null> {
  const { messages } = await asBot(async () =>
    (await chatClient()).call(
      chat.bsky.convo.getMessages,
      { convoId: conversation, limit: MESSAGES_READ },
      { signal: AbortSignal.timeout(TIMEOUT_MS) },
    ),
  );
  const times = messages.flatMap((message) => {
    const { sender, sentAt } = message as { sender?: { did: string }; sentAt?: DatetimeString };
    return sender?.did === botDid() && sentAt ? [new Date(sentAt)] : [];
  });
  return times.sort((a, b) => b.getTime() - a.getTime()).find((at) => !time || at > time) ?? null;
}

async function meant<T>(request: () => Promise<T>) {
  try {
    return await asBot(request);
  } catch (error) {
    const problem = error instanceof RequestRefused ? MEANINGS[error.error] : undefined;
    if (!problem) throw error;
    return { ok: false, problem } as const;
  }
}

/** Lets the bot rest when it is asked to, or is itself refused. */
async function asBot<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await ask(request);
  } catch (error) {
    if (error instanceof NetworkBusy) await rest(error.until);
    const isRefused = error instanceof RequestRefused && !MEANINGS[error.error];
    if (isRefused || error instanceof LexError) await rest(new Date(Date.now() + BROKEN_WAIT_MS));
    throw error;
  }
}

async function rest(until: Date) {
  await db.servicePause.upsert({
    where: { service: SERVICE },
    create: { service: SERVICE, until },
    update: { until },
  });
}

/** Where a link stands in a text: facets count bytes of UTF-8. */
function facetOf(text: string, link: string) {
  const byteStart = Buffer.byteLength(text.slice(0, text.indexOf(link)));
  return app.bsky.richtext.facet.main.$build({
    index: { byteStart, byteEnd: byteStart + Buffer.byteLength(link) },
    features: [app.bsky.richtext.facet.link.$build({ uri: link as `https:${string}` })],
  });
}
