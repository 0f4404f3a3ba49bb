"use client";

import { useTranslations } from "next-intl";
import { useId, useState, useTransition } from "react";
import { Avatar } from "@/app/_ui/avatar";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import { Notice } from "@/app/_ui/notice";
import { chooseActorAction, type FoundActor, searchPeopleAction } from "./actions";
import { useReview } from "./review-context";
import type { RowView } from "./view";

const UNREACHABLE = { problem: "unreachable" } as const;

/** Searches the network for a row's person by hand. */
export function AnotherDialog({ row, onClose }: { row: RowView; onClose: () => void }) {
  const t = useTranslations("review");
  const review = useReview();
  const field = useId();
  const [text, setText] = useState(row.displayName || row.username);
  const [actors, setActors] = useState<FoundActor[] | null>(null);
  const [problem, setProblem] = useState<"busy" | "unreachable" | null>(null);
  const [isPending, startTransition] = useTransition();

  function search() {
    startTransition(async () => {
      const answer = await searchPeopleAction(text).catch(() => UNREACHABLE);
      setProblem("problem" in answer ? answer.problem : null);
      setActors("actors" in answer ? answer.actors : null);
    });
  }

  function take({ did, handle, displayName }: FoundActor) {
    startTransition(async () => {
      const { uploadId } = review;
      const input = { uploadId, accountId: row.accountId, did };
      const answer = await chooseActorAction(input).catch(() => UNREACHABLE);
      if ("problem" in answer) return setProblem(answer.problem);
      review.show(answer.changed, t("chosenDone", { name: displayName || handle }));
      review.changed();
      onClose();
    });
  }

  return (
    <Dialog title={t("another.title", { name: row.username })} onClose={onClose}>
      <form
        className="mb-4 space-y-2"
        onSubmit={(event) => {
          event.preventDefault();
          search();
        }}
      >
        <label htmlFor={field} className="block">
          {t("another.label")}
        </label>
        <div className="flex flex-col gap-2 sm:flex-row">
          <input
            id={field}
            type="search"
            value={text}
            required
            autoCapitalize="none"
            spellCheck={false}
            onChange={(event) => setText(event.target.value)}
            className="min-h-11 min-w-0 grow rounded-6 border border-edge bg-paper px-3"
          />
          <Button look="main" type="submit" disabled={isPending}>
            {t("another.search")}
          </Button>
        </div>
      </form>
      <div aria-live="polite" aria-busy={isPending} className="max-h-[50vh] overflow-auto">
        {problem && <Notice kind="trouble">{t(`another.${problem}`)}</Notice>}
        {actors?.length === 0 && <p className="text-ink-soft">{t("another.nobody")}</p>}
        <ul className="divide-y divide-line">
          {actors?.map((actor) => (
            <li key={actor.did} className="flex items-center gap-3 py-3">
              <Avatar src={actor.avatarUrl} name={actor.displayName ?? actor.handle} />
              <div className="min-w-0 grow">
                <p className="truncate font-medium" dir="auto">
                  {actor.displayName ?? actor.handle}
                </p>
                <p className="truncate text-13 text-ink-soft" dir="auto">
                  @{actor.handle}
                </p>
              </div>
              <Button disabled={isPending} onClick={() => take(actor)}>
                {t("thisIsThem")}
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
