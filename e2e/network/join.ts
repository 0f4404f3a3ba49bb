import { Client, currentDatetimeString, type HandleString } from "@atproto/lex";
import { app, com } from "@bsky/sdk/lexicons";

export type Profile = { displayName?: string; description?: string };

/** Somebody who has an account on the network and is signed in at their server. */
export type Joined = { did: string; writeProfile(profile: Profile): Promise<void> };

/** Opens an account at a server of the network, the way an app does, and signs in. */
export async function joinNetwork(server: string, handle: string): Promise<Joined> {
  const { did, accessJwt } = await new Client(server).call(com.atproto.server.createAccount, {
    handle: handle as HandleString,
    email: `${handle}@example.com`,
    password: crypto.randomUUID(),
  });
  const account = new Client({
    did,
    service: server,
    headers: { authorization: `Bearer ${accessJwt}` },
  });
  return {
    did,
    async writeProfile(profile) {
      await account.put(
        app.bsky.actor.profile,
        { ...profile, createdAt: currentDatetimeString() },
        { rkey: "self" },
      );
    },
  };
}
