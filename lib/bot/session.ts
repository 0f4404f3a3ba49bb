import { Client } from "@atproto/lex";
import { PasswordSession, type SessionData } from "@atproto/lex-password-session";
import { db, withLock } from "@/lib/db";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { seal, unseal } from "@/lib/secrets";

let session: PasswordSession | undefined;

/** The handle of the account that writes to people; null where the operator has set none. */
export function botHandle(): string | null {
  const { BOT_HANDLE, BOT_APP_PASSWORD } = env();
  return BOT_HANDLE && BOT_APP_PASSWORD ? BOT_HANDLE : null;
}

/**
 * The bot's way to the chat service. Its session is kept in the database and refreshed: a server lets an account sign in a
 * few hundred times a day at most.
 *
 * @throws LexError when the server refuses the password.
 */
export async function chatClient(): Promise<Client> {
  if (!session || session.destroyed) {
    session = await withLock("bot session", async () => (await resume()) ?? (await signIn()));
  }
  return new Client(session, {
    service: `${env().BOT_CHAT_DID as `did:web:${string}`}#bsky_chat`,
    validateResponse: false,
    strictResponseProcessing: false,
  });
}

/** The bot's own DID, once `chatClient` was called. */
export function botDid(): string | undefined {
  return session?.did;
}

async function resume(): Promise<PasswordSession | null> {
  const kept = await db.botSession.findUnique({ where: { service: placeOf() } });
  const text = kept && unseal(kept.value, placeOf());
  return text ? new PasswordSession(JSON.parse(text) as SessionData, hooks) : null;
}

async function signIn(): Promise<PasswordSession> {
  const { BOT_SERVICE_URL, BOT_HANDLE = "", BOT_APP_PASSWORD = "" } = env();
  const fresh = await PasswordSession.login({
    ...hooks,
    service: BOT_SERVICE_URL,
    identifier: BOT_HANDLE,
    password: BOT_APP_PASSWORD,
  });
  await keep(fresh.session);
  return fresh;
}

// What the session calls must not throw: what could not be kept is signed in for again.
const hooks = {
  onUpdated: (data: SessionData) => keep(data).catch(complain),
  onDeleted: () =>
    db.botSession
      .deleteMany({ where: { service: placeOf() } })
      .then(() => {})
      .catch(complain),
};

async function keep(data: SessionData) {
  const value = seal(JSON.stringify(data), placeOf());
  const service = placeOf();
  await db.botSession.upsert({
    where: { service },
    create: { service, value },
    update: { value },
  });
}

function complain(error: unknown) {
  log.error({ error }, "the bot's session could not be kept");
}

/** Another account, or another server, is another session. */
function placeOf() {
  return `bot ${env().BOT_HANDLE} at ${env().BOT_SERVICE_URL}`;
}
