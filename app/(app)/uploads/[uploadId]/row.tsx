"use client";

import { useFormatter, useTranslations } from "next-intl";
import { memo, useRef } from "react";
import { Thread, type ThreadKind } from "@/app/_ui/thread";
import { CandidateCard } from "./candidate-card";
import { useReview } from "./review-context";
import { useSwipe } from "./use-swipe";
import type { CandidateView, RowView } from "./view";

/**
 * Whom the person followed elsewhere, the thread, and who that may be here. Drawn again when it changes, and not with
 * each row that scrolling brings.
 */
export const Row = memo(function Row({ row }: { row: RowView }) {
  const t = useTranslations("review");
  const review = useReview();
  const article = useRef<HTMLElement>(null);
  const isOpen = review.isOpen(row.accountId);
  const [first, ...rest] = row.candidates;
  // A candidate that is hardly one stands behind a click, like the others.
  const shown = first && isShown(row, first) ? first : undefined;
  const others = shown ? rest : row.candidates;
  const kind = threadKind(row, shown);
  useSwipe(article, {
    onForward: () => {
      if (row.state === "found") void review.tick(row, !row.isSelected);
    },
    onBack: () => {
      if (shown) void review.decide(row, shown, "dismiss");
    },
  });

  return (
    <article
      ref={article}
      className="swipe grid gap-x-5 gap-y-3 py-5 md:grid-cols-[13rem_3.5rem_1fr]"
    >
      <div className="flex items-start gap-3 md:contents">
        <Source row={row} />
        <Thread kind={kind} className="mt-2.5 ms-auto h-3 w-16 shrink-0 md:mt-6 md:w-full" />
      </div>
      <div className="min-w-0 space-y-3">
        {shown ? (
          <CandidateCard row={row} candidate={shown} isMain>
            {more()}
          </CandidateCard>
        ) : (
          <div className="flex flex-wrap items-baseline gap-x-5 md:pt-4">
            <p className="text-ink-soft">{stateText()}</p>
            {row.state !== "not_checked" && (
              <div className="flex flex-wrap gap-x-5 text-13">{more()}</div>
            )}
          </div>
        )}
        {isOpen &&
          others.map((candidate) => (
            <CandidateCard key={candidate.matchId} row={row} candidate={candidate} />
          ))}
      </div>
    </article>
  );

  function more() {
    return (
      <>
        {others.length > 0 && (
          <button
            type="button"
            aria-expanded={isOpen}
            className="min-h-8 text-accent"
            onClick={() => review.toggleOpen(row.accountId)}
          >
            {isOpen
              ? t("hideOthers")
              : t(shown || row.state === "dismissed" ? "others" : "weak", { count: others.length })}
          </button>
        )}
        <button
          type="button"
          className="min-h-8 text-accent"
          onClick={() => review.findAnother(row)}
        >
          {t("findAnother")}
        </button>
      </>
    );
  }

  function stateText() {
    if (row.state === "not_checked") return t("notCheckedYet");
    return row.state === "dismissed" ? t("dismissedRow") : t("notFoundYet");
  }
});

function Source({ row }: { row: RowView }) {
  const t = useTranslations("review");
  const format = useFormatter();
  const { platform } = useReview();
  const name = row.username.includes(" ") ? row.username : `@${row.username}`;
  return (
    <div className="min-w-0 md:pt-3.5">
      {row.profileUrl ? (
        <a
          href={row.profileUrl}
          target="_blank"
          rel="noreferrer"
          dir="auto"
          className="block truncate text-17 font-medium text-ink"
          aria-label={t("openSource", { name, platform })}
        >
          {name}
        </a>
      ) : (
        <span className="block truncate text-17 font-medium" dir="auto">
          {name}
        </span>
      )}
      {row.displayName && (
        <span className="block truncate text-ink-soft" dir="auto">
          {row.displayName}
        </span>
      )}
      {row.dateFollowed && (
        <span className="block text-13 text-ink-faint">
          {t("followedOn", {
            date: format.dateTime(new Date(row.dateFollowed), {
              dateStyle: "medium",
              timeZone: "UTC",
            }),
          })}
        </span>
      )}
    </div>
  );
}

function isShown({ state }: RowView, candidate: CandidateView) {
  return (state === "found" || state === "followed") && !candidate.isDismissed;
}

function threadKind(row: RowView, shown: CandidateView | undefined): ThreadKind {
  if (row.state === "not_checked") return "open";
  if (!shown) return "none";
  return row.state === "followed" || shown.isChosen ? "sure" : shown.band;
}
