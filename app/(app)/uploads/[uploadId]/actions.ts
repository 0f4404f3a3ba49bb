"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { findApp } from "@/lib/apps";
import { NetworkBusy, NetworkUnreachable, searchActors } from "@/lib/atproto";
import { requireUser } from "@/lib/auth";
import { confirmBatch, planBatch, syncFollowsQuietly } from "@/lib/follows";
import {
  chooseActor,
  chooseMatch,
  dismissMatch,
  filters,
  getRow,
  markViewed,
  selectRow,
  selectRows,
  undecideMatch,
} from "@/lib/review";
import { pauseMatching, resumeMatching, setUploadApp } from "@/lib/uploads";
import type { UserDid } from "@/lib/users";
import { type RowView, rowView } from "./view";

const UploadId = z.uuid();
const Id = z
  .string()
  .regex(/^\d{1,18}$/)
  .transform(BigInt);
const RowId = z.object({ uploadId: UploadId, accountId: Id });
const Decision = RowId.extend({ matchId: Id });

type RowInput = { uploadId: string; accountId: string };
type DecisionInput = RowInput & { matchId: string };

/** "Not them." Answers the row as it is now; null when it is gone. */
export async function dismissAction(input: DecisionInput): Promise<RowView | null> {
  return decide(input, dismissMatch);
}

/** "This is them." */
export async function chooseAction(input: DecisionInput): Promise<RowView | null> {
  return decide(input, chooseMatch);
}

/** Takes "not them" or "this is them" back. */
export async function undecideAction(input: DecisionInput): Promise<RowView | null> {
  return decide(input, undecideMatch);
}

/** "This is them", of an account that was searched for by hand. */
export async function chooseActorAction(
  input: RowInput & { did: string },
): Promise<{ row: RowView | null } | { problem: "busy" | "unreachable" }> {
  const user = await requireUser();
  const { uploadId, accountId, did } = RowId.extend({ did: z.string().startsWith("did:") }).parse(
    input,
  );
  try {
    await chooseActor(user.did, accountId, did);
  } catch (error) {
    return { problem: networkProblem(error) };
  }
  return { row: await readRow(user.did, uploadId, accountId) };
}

export type FoundActor = {
  did: string;
  handle: string;
  displayName: string | null;
  description: string | null;
  avatarUrl: string | null;
};

/** Accounts on the network for a text that the person typed. */
export async function searchActorsAction(
  text: string,
): Promise<{ actors: FoundActor[] } | { problem: "busy" | "unreachable" }> {
  const user = await requireUser();
  const wanted = z.string().trim().min(1).max(200).parse(text).replace(/^@/, "");
  try {
    const actors = await searchActors(wanted, 10);
    return {
      actors: actors
        .filter(({ did }) => did !== user.did)
        .map(({ did, handle, displayName = null, description = null, avatar = null }) => ({
          did,
          handle,
          displayName,
          description,
          avatarUrl: avatar,
        })),
    };
  } catch (error) {
    return { problem: networkProblem(error) };
  }
}

/** Ticks or unticks a row for following. */
export async function selectAction(input: RowInput & { isSelected: boolean }): Promise<boolean> {
  const user = await requireUser();
  const { uploadId, accountId, isSelected } = RowId.extend({ isSelected: z.boolean() }).parse(
    input,
  );
  return selectRow(user.did, uploadId, accountId, isSelected);
}

/** Ticks or unticks everybody whom a filter shows. */
export async function selectAllAction(input: {
  uploadId: string;
  show: string;
  isSelected: boolean;
}) {
  const user = await requireUser();
  const { uploadId, show, isSelected } = z
    .object({ uploadId: UploadId, show: z.enum(filters), isSelected: z.boolean() })
    .parse(input);
  await selectRows(user.did, uploadId, show, isSelected);
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

/** Freezes what is ticked now into a plan, and says how many it is about. */
export async function planAction(uploadId: string) {
  const user = await requireUser();
  return planBatch(user.did, UploadId.parse(uploadId));
}

/** Begins to follow a plan. */
export async function confirmAction(batchId: string) {
  const user = await requireUser();
  await confirmBatch(user.did, z.uuid().parse(batchId));
  redirect(`/follows/${batchId}`);
}

async function decide(
  input: DecisionInput,
  decision: (user: UserDid, matchId: bigint) => Promise<boolean>,
) {
  const user = await requireUser();
  const { uploadId, accountId, matchId } = Decision.parse(input);
  await decision(user.did, matchId);
  return readRow(user.did, uploadId, accountId);
}

async function readRow(user: UserDid, uploadId: string, accountId: bigint) {
  const row = await getRow(user, uploadId, accountId);
  return row && rowView(row);
}

function networkProblem(error: unknown) {
  if (error instanceof NetworkBusy) return "busy";
  if (error instanceof NetworkUnreachable) return "unreachable";
  throw error;
}
