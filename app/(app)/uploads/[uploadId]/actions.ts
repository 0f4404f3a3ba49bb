"use server";

import { z } from "zod";
import { findApp } from "@/lib/apps";
import { NetworkBusy, NetworkUnreachable } from "@/lib/atproto";
import { requireUser } from "@/lib/auth";
import {
  chooseActor,
  decide,
  markViewed,
  type RowBefore,
  restoreRow,
  searchPeople,
  tickRows,
} from "@/lib/decisions";
import { syncFollowsQuietly } from "@/lib/follows";
import { readRows } from "@/lib/review";
import { pauseMatching, resumeMatching, setUploadApp } from "@/lib/uploads";
import type { UserDid } from "@/lib/users";
import { readAddress } from "./address";
import { type BeforeView, beforeView, type RowView, rowView } from "./view";

const UploadId = z.uuid();
const Id = z
  .string()
  .regex(/^\d{1,18}$/)
  .transform(BigInt);
/** A list of any size: every row of it may have been ticked at once. */
const Ids = z.array(Id).max(1_000_000);
const RowId = z.object({ uploadId: UploadId, accountId: Id });
const Decision = RowId.extend({
  matchId: Id,
  decision: z.enum(["dismiss", "choose", "undecide"]),
});
const Before = z.object({
  accountId: Id,
  dismissed: z.array(Id).max(100),
  chosen: z.array(Id).max(100),
  ticked: z.array(UploadId).max(1000),
  added: Id.optional(),
});

type RowInput = { uploadId: string; accountId: string };

/** The row as it is now, and what `restoreAction` needs to take the change back. Null when the row is gone. */
export type Changed = { row: RowView; before: BeforeView } | null;

/** "Not them", "this is them", or neither any more. */
export async function decideAction(
  input: RowInput & { matchId: string; decision: "dismiss" | "choose" | "undecide" },
): Promise<Changed> {
  const user = await requireUser();
  const { uploadId, matchId, decision } = Decision.parse(input);
  return changed(user.did, uploadId, await decide(user.did, matchId, decision));
}

/** "This is them", of an account that was searched for by hand. */
export async function chooseActorAction(
  input: RowInput & { did: string },
): Promise<{ changed: Changed } | { problem: NetworkProblem }> {
  const user = await requireUser();
  const { uploadId, accountId, did } = RowId.extend({ did: z.string().startsWith("did:") }).parse(
    input,
  );
  try {
    const before = await chooseActor(user.did, accountId, did);
    return { changed: await changed(user.did, uploadId, before) };
  } catch (error) {
    return { problem: networkProblem(error) };
  }
}

/** Takes a decision back, with everything that it changed. Answers the row as it is then. */
export async function restoreAction(uploadId: string, before: BeforeView): Promise<RowView | null> {
  const user = await requireUser();
  const asked = Before.parse(before);
  await restoreRow(user.did, asked);
  return readRow(user.did, UploadId.parse(uploadId), asked.accountId);
}

export type FoundActor = {
  did: string;
  handle: string;
  displayName: string | null;
  description: string | null;
  avatarUrl: string | null;
};

/** Accounts on the network for a text that the person typed. */
export async function searchPeopleAction(
  text: string,
): Promise<{ actors: FoundActor[] } | { problem: NetworkProblem }> {
  const user = await requireUser();
  try {
    const actors = await searchPeople(user.did, z.string().max(200).parse(text));
    return {
      actors: actors.map(
        ({ did, handle, displayName = null, description = null, avatar = null }) => ({
          did,
          handle,
          displayName,
          description,
          avatarUrl: avatar,
        }),
      ),
    };
  } catch (error) {
    return { problem: networkProblem(error) };
  }
}

/** Ticks or unticks these rows for following. Answers those that it changed. */
export async function tickAction(input: {
  uploadId: string;
  accountIds: string[];
  isTicked: boolean;
}): Promise<string[]> {
  const user = await requireUser();
  const { uploadId, accountIds, isTicked } = z
    .object({ uploadId: UploadId, accountIds: Ids, isTicked: z.boolean() })
    .parse(input);
  const ticked = await tickRows(user.did, uploadId, { accountIds }, isTicked);
  return ticked.ok ? ticked.accountIds.map(String) : [];
}

/** Ticks or unticks everybody whom a view shows: as many as the person was told, or nobody, and how many it is now. */
export async function tickAllAction(input: {
  uploadId: string;
  address: string;
  expected: number;
  isTicked: boolean;
}): Promise<{ accountIds: string[] } | { count: number }> {
  const user = await requireUser();
  const { uploadId, address, expected, isTicked } = z
    .object({
      uploadId: UploadId,
      address: z.string().max(2000),
      expected: z.number().int(),
      isTicked: z.boolean(),
    })
    .parse(input);
  const view = readAddress(new URLSearchParams(address));
  const ticked = await tickRows(user.did, uploadId, { view, expected }, isTicked);
  return ticked.ok ? { accountIds: ticked.accountIds.map(String) } : { count: ticked.count };
}

/** Notes which candidates the person has had before their eyes. */
export async function viewedAction(matchIds: string[]) {
  const user = await requireUser();
  await markViewed(user.did, z.array(Id).max(1000).parse(matchIds));
}

export async function pauseAction(uploadId: string) {
  const user = await requireUser();
  await pauseMatching(user.did, UploadId.parse(uploadId));
}

export async function resumeAction(uploadId: string) {
  const user = await requireUser();
  await resumeMatching(user.did, UploadId.parse(uploadId));
}

/** Chooses the app to follow in, and looks whom the person follows there. */
export async function setAppAction(uploadId: string, appId: string) {
  const user = await requireUser();
  const app = findApp(appId);
  if (!app) return;
  await syncFollowsQuietly(user.did, app);
  await setUploadApp(user.did, UploadId.parse(uploadId), app.id);
}

async function changed(
  user: UserDid,
  uploadId: string,
  before: RowBefore | null,
): Promise<Changed> {
  const row = before && (await readRow(user, uploadId, before.accountId));
  return row && { row, before: beforeView(before) };
}

async function readRow(user: UserDid, uploadId: string, accountId: bigint) {
  const [row] = await readRows(user, uploadId, [accountId]);
  return row ? rowView(row) : null;
}

type NetworkProblem = "busy" | "unreachable";

function networkProblem(error: unknown): NetworkProblem {
  if (error instanceof NetworkBusy) return "busy";
  if (error instanceof NetworkUnreachable) return "unreachable";
  throw error;
}
