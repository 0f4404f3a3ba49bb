import type {
  NodeSavedSession,
  NodeSavedSessionStore,
  NodeSavedState,
  NodeSavedStateStore,
} from "@atproto/oauth-client-node";
import { db } from "@/lib/db";
import { seal, unseal } from "@/lib/secrets";
import { keyId, signInAtWork } from "./sign-in-at-work";

// What the OAuth client stores holds private keys and tokens: it is encrypted whole, bound to its row. A value whose key
// is gone counts as absent, so the person signs in again.

/** How long a person has to sign in at their server. */
const SIGN_IN_MS = 60 * 60_000;

/** Sign-ins under way. Reading one takes it away: of two answers that come at once, one is too late. */
export const stateStore: NodeSavedStateStore = {
  async set(state, saved) {
    const value = seal(JSON.stringify(saved), `oauth_states/${state}`);
    await db.oauthState.create({ data: { state, value } });
  },
  async get(state) {
    const saved = await peekState(state);
    const { count } = await db.oauthState.deleteMany({ where: { state } });
    return count === 1 ? saved : undefined;
  },
  async del(state) {
    await db.oauthState.deleteMany({ where: { state } });
  },
};

/** A sign-in under way, which stays under way. */
export async function peekState(state: string): Promise<NodeSavedState | undefined> {
  const oldest = new Date(Date.now() - SIGN_IN_MS);
  const row = await db.oauthState.findUnique({ where: { state, createdAt: { gt: oldest } } });
  return row ? open(row.value, `oauth_states/${state}`) : undefined;
}

/** Tokens, one set a person. Work that goes on with those of one sign-in neither sees nor changes those of a later one. */
export const sessionStore: NodeSavedSessionStore = {
  async set(did, saved) {
    const row = {
      value: seal(JSON.stringify(saved), `oauth_sessions/${did}`),
      keyId: keyId(saved.dpopJwk),
    };
    if (signInAtWork.getStore()?.keyId) {
      await db.oauthSession.updateMany({ where: { did, keyId: row.keyId }, data: row });
    } else {
      await db.oauthSession.upsert({ where: { did }, create: { did, ...row }, update: row });
    }
  },
  async get(did) {
    const work = signInAtWork.getStore();
    const row = await db.oauthSession.findUnique({ where: { did, keyId: work?.keyId } });
    if (row && work) work.keyId = row.keyId;
    return row ? open<NodeSavedSession>(row.value, `oauth_sessions/${did}`) : undefined;
  },
  async del(did) {
    const { keyId } = signInAtWork.getStore() ?? {};
    await db.oauthSession.deleteMany({ where: { did, keyId } });
  },
};

function open<T>(sealed: Uint8Array, place: string): T | undefined {
  const text = unseal(sealed, place);
  return text === null ? undefined : (JSON.parse(text) as T);
}
