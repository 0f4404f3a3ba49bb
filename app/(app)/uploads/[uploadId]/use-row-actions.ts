"use client";

import { useTranslations } from "next-intl";
import { type Changed, decideAction, restoreAction, tickAction, tickAllAction } from "./actions";
import type { Rows } from "./use-rows";
import type { CandidateView, RowView } from "./view";

export type RowActions = ReturnType<typeof useRowActions>;

type Surroundings = {
  uploadId: string;
  rows: Rows;
  say(text: string, onUndo?: () => Promise<void>): void;
  fail(text: string): void;
  changed(): void;
  /** Reads the rows before the person's eyes again. */
  reread(): Promise<void>;
  /** Hears of everything that is begun. */
  begun(work: Promise<void>): void;
};

/** Far below what a request may hold. */
const IDS_PER_REQUEST = 20_000;

/** What can be done with a row, by pointer, key or swipe alike: each says what it did, and can be undone. */
export function useRowActions(surroundings: Surroundings) {
  const { uploadId, rows, say, fail, changed, reread, begun } = surroundings;
  const t = useTranslations("review");

  /** Does something, and says so when it fails. */
  function attempt(work: () => Promise<void>) {
    const done = finish(work);
    begun(done);
    return done;
  }

  async function finish(work: () => Promise<void>) {
    try {
      await work();
    } catch {
      fail(t("failed"));
    }
    changed();
  }

  async function decide(
    row: RowView,
    { matchId, displayName, handle }: CandidateView,
    decision: "dismiss" | "choose" | "undecide",
  ) {
    const name = displayName || handle;
    const done = {
      dismiss: "dismissedDone",
      choose: "chosenDone",
      undecide: "undecidedDone",
    } as const;
    const { accountId } = row;
    await attempt(async () => {
      const answer = await decideAction({ uploadId, accountId, matchId, decision });
      show(answer, t(done[decision], { name }));
    });
  }

  /** Shows a row that was changed, and how to take that back. */
  function show(answer: Changed, text: string) {
    if (!answer) return fail(t("rowGone"));
    rows.replace(answer.row);
    say(text, () =>
      attempt(async () => {
        const restored = await restoreAction(uploadId, answer.before);
        if (restored) rows.replace(restored);
      }),
    );
  }

  async function tick(row: RowView, isTicked: boolean) {
    const { accountId, username } = row;
    rows.replace({ ...row, isSelected: isTicked });
    await attempt(async () => {
      const done = await tickAction({ uploadId, accountIds: [accountId], isTicked }).catch(
        () => null,
      );
      if (!done) {
        rows.replace(row);
        return fail(t("failed"));
      }
      if (done.length === 0) {
        await rows.read([accountId]);
        return fail(t("rowChanged"));
      }
      // What was read in between may show it as it was.
      rows.replace({ ...row, isSelected: isTicked });
      say(t(isTicked ? "tickedDone" : "untickedDone", { name: username }), async () => {
        await attempt(() => tickThese([accountId], !isTicked));
      });
    });
  }

  /** Ticks or unticks everybody whom the view shows, when they are as many as the person was told. */
  async function tickAll(address: string, expected: number, isTicked: boolean) {
    await attempt(async () => {
      const answer = await tickAllAction({ uploadId, address, expected, isTicked });
      if ("count" in answer) return fail(t("bar.otherCount", { count: answer.count }));
      const { accountIds } = answer;
      await reread();
      const text = t(isTicked ? "bar.tickedAll" : "bar.untickedAll", { count: accountIds.length });
      say(text, () => attempt(() => tickThese(accountIds, !isTicked)));
    });
  }

  async function tickThese(accountIds: string[], isTicked: boolean) {
    for (let start = 0; start < accountIds.length; start += IDS_PER_REQUEST) {
      const some = accountIds.slice(start, start + IDS_PER_REQUEST);
      await tickAction({ uploadId, accountIds: some, isTicked });
    }
    await reread();
  }

  return { decide, tick, tickAll, show };
}
