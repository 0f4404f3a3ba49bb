import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { createPartner, grantConsent, type PartnerId } from "@/lib/partners";
import type { UserDid } from "@/lib/users";
import { callWebhooks, queueForPartners, setWebhook } from ".";

// As on a server that is open to everybody.
process.env.PUBLIC_URL = "https://atlast.example";
process.env.OAUTH_PRIVATE_KEYS = JSON.stringify({ kty: "EC", crv: "P-256", kid: "1", d: "d" });

test("a webhook inside our own network is never called", async () => {
  let connections = 0;
  const inside = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => inside.listen(0, "127.0.0.1", resolve));
  const { port } = inside.address() as AddressInfo;
  const partner = (await createPartner({ name: "Partner", homepage: null })) as PartnerId;
  await awaitDelivery(partner);
  try {
    for (const url of [
      `http://127.0.0.1:${port}/hook`,
      `https://127.0.0.1:${port}/hook`,
      `https://localhost:${port}/hook`,
      `https://[::ffff:127.0.0.1]:${port}/hook`,
      `https://2130706433:${port}/hook`,
    ]) {
      await setWebhook(partner, url);
      const end = new AbortController();
      expect(await callWebhooks(new Date(Date.now() + 60_000), end.signal)).toEqual({
        delivered: 0,
      });
      expect(await db.partnerDelivery.findFirst()).toMatchObject({
        acknowledgedAt: null,
        error: "no answer",
      });
    }
    expect(connections).toBe(0);
  } finally {
    await new Promise((resolve) => inside.close(resolve));
  }
});

/** Somebody arrived for a person who lets the partner read. */
async function awaitDelivery(partner: PartnerId) {
  const userDid = "did:plc:maya" as UserDid;
  await db.user.create({ data: { did: userDid, handle: "maya.example" } });
  await grantConsent(userDid, partner);
  const source = await db.sourceAccount.create({
    data: { sourcePlatform: "instagram", originalUsername: "name", normalizedUsername: "name" },
  });
  const { id: matchId } = await db.atprotoMatch.create({
    data: {
      sourceAccountId: source.id,
      atprotoDid: "did:plc:name",
      atprotoHandle: "name.example",
      matchScore: 93,
      evidence: [],
      modelVersion: 1,
    },
  });
  await db.notification.create({ data: { userDid, matchId, channel: "partner_api" } });
  await queueForPartners();
}
