import type {
  NodeSavedSession,
  NodeSavedSessionStore,
  NodeSavedState,
  NodeSavedStateStore,
} from "@atproto/oauth-client-node";
import { db } from "@/lib/db";
import { seal, unseal } from "@/lib/secrets";

// What the OAuth client stores holds private keys and tokens: it is encrypted whole, bound to its row. A value whose key
// is gone counts as absent, so the person signs in again.

export const stateStore: NodeSavedStateStore = {
  async set(state, saved) {
    const value = seal(JSON.stringify(saved), `oauth_states/${state}`);
    await db.oauthState.create({ data: { state, value } });
  },
  async get(state) {
    const row = await db.oauthState.findUnique({ where: { state } });
    return row ? open<NodeSavedState>(row.value, `oauth_states/${state}`) : undefined;
  },
  async del(state) {
    await db.oauthState.deleteMany({ where: { state } });
  },
};

export const sessionStore: NodeSavedSessionStore = {
  async set(did, saved) {
    const value = seal(JSON.stringify(saved), `oauth_sessions/${did}`);
    const row = { value, scope: saved.tokenSet.scope };
    await db.oauthSession.upsert({ where: { did }, create: { did, ...row }, update: row });
  },
  async get(did) {
    const row = await db.oauthSession.findUnique({ where: { did } });
    return row ? open<NodeSavedSession>(row.value, `oauth_sessions/${did}`) : undefined;
  },
  async del(did) {
    await db.oauthSession.deleteMany({ where: { did } });
  },
};

function open<T>(sealed: Uint8Array, place: string): T | undefined {
  const text = unseal(sealed, place);
  return text === null ? undefined : (JSON.parse(text) as T);
}
