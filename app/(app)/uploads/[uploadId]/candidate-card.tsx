"use client";

import { useFormatter, useTranslations } from "next-intl";
import { type ReactNode, useTransition } from "react";
import { Avatar } from "@/app/_ui/avatar";
import { findApp } from "@/lib/apps";
import { Reasons } from "../../reasons";
import { useReview } from "./review-context";
import type { CandidateView, RowView } from "./view";

/** An account that may be the row's person: who it is, why we think so, and what the person says of it. */
export function CandidateCard({
  row,
  candidate,
  isMain = false,
  children,
}: {
  row: RowView;
  candidate: CandidateView;
  isMain?: boolean;
  /** What else can be done, after what can be said of this candidate. */
  children?: ReactNode;
}) {
  const t = useTranslations("review");
  const review = useReview();
  const [isPending, startTransition] = useTransition();
  const name = candidate.displayName || candidate.handle;

  const decide = (decision: "dismiss" | "choose" | "undecide") =>
    startTransition(() => review.decide(row, candidate, decision));

  const isDecided = candidate.isDismissed || candidate.isChosen;
  return (
    <div
      aria-busy={isPending}
      className={`flex gap-3 ${isMain ? "" : "border-line border-s-2 ps-3"} ${candidate.isDismissed ? "opacity-70" : ""}`}
    >
      <Avatar src={candidate.avatarUrl} name={name} size={isMain ? 56 : 40} />
      <div className="min-w-0 grow space-y-1">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <a
            href={findApp(review.appId)?.profileUrl(candidate)}
            target="_blank"
            rel="noreferrer"
            data-profile
            aria-label={t("openActor", { name, app: review.app })}
            dir="auto"
            className="min-w-0 truncate text-17 font-medium text-ink"
          >
            {name}
          </a>
          <span className="min-w-0 truncate text-ink-soft" dir="auto">
            @{candidate.handle}
          </span>
          {candidate.followsMe && <span className="text-13 text-found">{t("followsYou")}</span>}
          {isMain && row.isNew && <span className="text-13 text-new">{t("new")}</span>}
        </div>
        {candidate.description && (
          <p className="line-clamp-2 text-ink-soft" dir="auto">
            {candidate.description}
          </p>
        )}
        <Counts candidate={candidate} />
        <Reasons evidence={candidate.evidence} />
        <div className="flex flex-wrap items-center gap-x-5 gap-y-1 text-13">
          {candidate.isChosen && <span className="text-found">{t("chosen")}</span>}
          {isDecided ? (
            <button
              type="button"
              disabled={isPending}
              className="min-h-8 text-accent"
              onClick={() => decide("undecide")}
            >
              {t("undecide")}
            </button>
          ) : (
            <>
              {!isMain && (
                <button
                  type="button"
                  disabled={isPending}
                  className="min-h-8 text-accent"
                  onClick={() => decide("choose")}
                >
                  {t("thisIsThem")}
                </button>
              )}
              <button
                type="button"
                disabled={isPending}
                className="min-h-8 text-accent"
                onClick={() => decide("dismiss")}
              >
                {t("notThem")}
              </button>
            </>
          )}
          {children}
        </div>
      </div>
      {isMain && <Tick row={row} name={name} />}
    </div>
  );
}

function Tick({ row, name }: { row: RowView; name: string }) {
  const t = useTranslations("review");
  const review = useReview();
  if (row.state === "followed")
    return <span className="pt-1 text-13 text-found">{t("isFollowed")}</span>;

  return (
    <label className="-m-2 grid size-12 shrink-0 place-items-center">
      <span className="only-read">{t("select", { name })}</span>
      <input
        type="checkbox"
        checked={row.isSelected}
        onChange={(event) => void review.tick(row, event.target.checked)}
        className="size-6 accent-accent"
      />
    </label>
  );
}

function Counts({ candidate }: { candidate: CandidateView }) {
  const t = useTranslations("review");
  const format = useFormatter();
  const { followerCount, postCount, lastActiveAt, apps, score, isChosen } = candidate;
  const names = apps.map((id) => findApp(id)?.name ?? id);
  const facts = [
    ...(isChosen ? [] : [t("percent", { score: format.number(score) })]),
    ...(followerCount === null ? [] : [t("followers", { count: followerCount })]),
    ...(postCount === null ? [] : [t("posts", { count: postCount })]),
    ...(lastActiveAt === null ? [] : [t("lastPosted", { date: new Date(lastActiveAt) })]),
    ...(names.length === 0 ? [] : [t("alsoOn", { apps: format.list(names) })]),
  ];
  return <p className="text-13 text-ink-soft">{facts.join(" · ")}</p>;
}
