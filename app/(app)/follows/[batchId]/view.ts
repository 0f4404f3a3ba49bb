import type { listBatchWrites } from "@/lib/follows";

export const PEOPLE_PER_PAGE = 100;

/** One account of a batch, as it travels to the browser. */
export type PersonView = {
  id: string;
  did: string;
  handle: string | null;
  name: string | null;
  avatarUrl: string | null;
  state: Write["state"];
  problem: string | null;
};

type Write = Awaited<ReturnType<typeof listBatchWrites>>[number];

export function personView({ id, subjectDid, state, problem, match }: Write): PersonView {
  return {
    id: String(id),
    did: subjectDid,
    handle: match?.atprotoHandle ?? null,
    name: match?.displayName ?? null,
    avatarUrl: match?.avatarUrl ?? null,
    state,
    problem,
  };
}
