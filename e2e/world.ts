import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { APIRequestContext } from "@playwright/test";
import pg from "pg";
import type { World } from "../scripts/world";
import type { Sample } from "./network/samples";
import { samplesFolder, worldFile } from "./places";

/** Somebody with an account on the network. */
export type Person = { handle: string; did: string; password: string };

/** The world that the set-up has started, the exports in it, and the service by which its bot writes messages. */
export const world: World & { samples: Sample[]; chatUrl: string } = JSON.parse(
  readFileSync(worldFile, "utf8"),
);

const xrpc = `${world.network.pdsUrl}/xrpc`;

/** A new account on the network: what one test does with it disturbs no other. */
export async function createPerson(request: APIRequestContext): Promise<Person> {
  const handle = `t${randomBytes(6).toString("hex")}.bsky.social`;
  const password = randomBytes(12).toString("hex");
  const answer = await request.post(`${xrpc}/com.atproto.server.createAccount`, {
    data: { handle, password, email: `${handle}@example.com` },
    failOnStatusCode: true,
  });
  const { did } = (await answer.json()) as { did: string };
  return { handle, did, password };
}

/** The DIDs that a person's repository follows in a collection, as their server tells anybody. */
export async function listFollows(did: string, collection = "app.bsky.graph.follow") {
  const records = await listRecords(did, collection);
  return records.map(({ value }) => value.subject).sort();
}

/** The records of a collection of a person's repository. */
export async function listRecords(did: string, collection: string) {
  const records: Records["records"] = [];
  for (let cursor: string | undefined = ""; cursor !== undefined; ) {
    const query = new URLSearchParams({ repo: did, collection, limit: "100", cursor });
    const response = await fetch(`${xrpc}/com.atproto.repo.listRecords?${query}`);
    const page = (await response.json()) as Records;
    records.push(...page.records);
    cursor = page.cursor;
  }
  return records;
}

type Records = {
  records: { uri: string; value: { subject: string } & Record<string, unknown> }[];
  cursor?: string;
};

/** What a statement gives in the app's database. */
export async function query<Row>(
  sql: string,
  values: unknown[] = [],
  databaseUrl = world.databaseUrl,
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows as Row[];
  } finally {
    await client.end();
  }
}

/** Where the sample export lies whose path begins with this; e2e/network/samples.ts says which there are. */
export function sample(start: string) {
  return join(samplesFolder, sampleOf(start).file);
}

/** What is in that export. */
export function sampleOf(start: string): Sample {
  const found = world.samples.find(({ file }) => file.startsWith(start));
  if (!found) throw new Error(`There is no sample ${start}.`);
  return found;
}

/** The names of a list as they were saved, in its order. */
export async function savedNames(uploadId: string) {
  const rows = await query<{ username: string }>(
    "SELECT username FROM user_source_follows WHERE upload_id = $1 ORDER BY position",
    [uploadId],
  );
  return rows.map(({ username }) => username);
}
