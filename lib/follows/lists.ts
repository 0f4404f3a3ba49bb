import { listCollections } from "@/lib/apps";
import {
  listRecords,
  NetworkBusy,
  NetworkUnreachable,
  type NewRecord,
  type RecordKey,
} from "@/lib/atproto";
import { type OAuthSession, SessionExpired, withSession } from "@/lib/oauth";
import type { UserDid } from "@/lib/users";
import { type Entry, toEntries } from "./known-follows";
import type { Lease } from "./lease";

/** A list of the person's own, which people can be added to. */
export type OwnList = { rkey: string; name: string };

type Placed = Pick<Lease, "user" | "listRkey">;

/** A starter pack holds at most this many, its maker among them (bluesky-social/social-app, STARTER_PACK_MAX_SIZE). */
export const STARTER_PACK_SIZE = 150;

const { list, member, starterPack } = listCollections;
const DEFINITIONS = "app.bsky.graph.defs";

/** The person's lists that others can see and follow, newest first; null when their server does not say. */
export async function listOwnLists(user: UserDid): Promise<OwnList[] | null> {
  try {
    return await withSession(user, readLists);
  } catch (error) {
    const isExpected = [SessionExpired, NetworkBusy, NetworkUnreachable].some(
      (type) => error instanceof type,
    );
    if (!isExpected) throw error;
    return null;
  }
}

/** The person's lists, of accounts to read: not those that mute or block, nor those behind starter packs. */
export async function readLists(session: OAuthSession): Promise<OwnList[]> {
  return (await listRecords(session, list)).flatMap(({ rkey, value: { name, purpose } }) =>
    typeof name === "string" && purpose === `${DEFINITIONS}#curatelist` ? [{ rkey, name }] : [],
  );
}

/** Who is on a list. */
export async function readMembers(session: OAuthSession, placed: Placed): Promise<Entry[]> {
  const uri = listUri(placed);
  const records = await listRecords(session, member);
  return toEntries(
    member,
    records.filter(({ value }) => value.list === uri),
  );
}

/** The records, of those that stand around a batch's list, that its repository holds: the list, its starter pack. */
export async function readFrame(session: OAuthSession, lease: Lease): Promise<RecordKey[]> {
  const wanted = frameOf(lease);
  const found = await Promise.all(
    wanted.map(async ({ collection, rkey }) => {
      const records = await listRecords(session, collection, rkey);
      return records.some((record) => record.rkey === rkey);
    }),
  );
  return wanted
    .filter((_, index) => found[index])
    .map(({ collection, rkey }) => ({ collection, rkey }));
}

/** The records that a batch makes around its members. */
export function frameOf(lease: Lease): NewRecord[] {
  const { listRkey, listName: name, packRkey, kind } = lease;
  if (!listRkey || !name) return [];
  const createdAt = new Date().toISOString();
  const purpose = `${DEFINITIONS}#${kind === "starter_pack" ? "referencelist" : "curatelist"}`;
  const records: NewRecord[] = [
    { collection: list, rkey: listRkey, value: { name, purpose, createdAt } },
  ];
  if (packRkey) {
    const value = { name, list: listUri(lease), createdAt };
    records.push({ collection: starterPack, rkey: packRkey, value });
  }
  return records;
}

export function listUri({ user, listRkey }: Placed): string {
  return `at://${user}/${list}/${listRkey}`;
}
