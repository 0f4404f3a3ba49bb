"use client";

import { Ellipsis } from "lucide-react";
import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useId, useState, useTransition } from "react";
import { Button } from "@/app/_ui/button";
import { later } from "@/app/_ui/later";
import type { RowCounts } from "@/lib/review";
import { setAppAction } from "./actions";
import type { Progress } from "./get-progress";
import type { PlanTarget } from "./plan-actions";
import { useReview } from "./review-context";
import type { AppChoice } from "./view";

const PlanDialog = later(async () => (await import("./plan-dialog")).PlanDialog);
const WaysDialog = later(async () => (await import("./ways-dialog")).WaysDialog);

/** The one action of the page, in reach of a thumb: how many are ticked, and follow them. */
export function FollowBar({
  progress,
  apps,
  destinations,
  address,
  shown,
}: {
  progress: Progress;
  apps: AppChoice[];
  destinations: string[];
  /** The query of the view that is shown, and how many rows that is. */
  address: string;
  shown: RowCounts["shown"];
}) {
  const t = useTranslations("review.bar");
  const failed = useTranslations("review");
  const review = useReview();
  const format = useFormatter();
  const router = useRouter();
  const appField = useId();
  const [target, setTarget] = useState<PlanTarget | null>(null);
  const [isChoosing, setIsChoosing] = useState(false);
  const [isPending, startTransition] = useTransition();
  const { upload, counts } = progress;
  const nameOf = (id: string) => apps.find((one) => one.id === id)?.name ?? id;
  // Who has chosen another app for the list means that one.
  const chosen = destinations[0] === upload.app ? destinations : [upload.app];
  const namesOf = (ids: string[]) => format.list(ids.map(nameOf));
  const { ready, look, followed } = counts.filters;
  const isSearching = counts.filters.all < upload.total;
  if (ready + look + followed === 0 && !isSearching) return null;

  function setApp(id: string) {
    startTransition(async () => {
      try {
        await setAppAction(upload.id, id);
        router.refresh();
      } catch {
        review.fail(failed("failed"));
      }
    });
  }

  return (
    <div
      data-print="no"
      className="sticky bottom-0 z-10 -mx-4 flex flex-wrap items-center gap-x-6 gap-y-1 border-line border-t bg-paper px-4 py-2 pb-[max(0.5rem,env(safe-area-inset-bottom))] sm:py-3"
    >
      <div className="flex grow flex-wrap items-center gap-x-4 text-13 sm:grow-0 sm:text-15">
        <p role="status">{t("selected", { count: counts.ticked })}</p>
        <div className="ms-auto flex gap-4 text-13 sm:ms-0">
          {tickAll(shown.tickable - shown.ticked, true)}
          {tickAll(shown.ticked, false)}
        </div>
      </div>
      <div className="flex grow items-center gap-2 sm:ms-auto sm:grow-0">
        <label htmlFor={appField} className="only-read">
          {t("app")}
        </label>
        <select
          id={appField}
          value={upload.app}
          disabled={isPending}
          onChange={(event) => setApp(event.target.value)}
          className="min-h-10 rounded-6 border border-edge bg-raised px-2"
        >
          {apps.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <Button
          look="main"
          className="grow"
          disabled={counts.ticked === 0 || isPending}
          onClick={() => setTarget({ kind: "follows", apps: chosen, onlyUsers: chosen.length > 1 })}
        >
          {t("follow", { count: counts.ticked, app: namesOf(chosen) })}
        </Button>
        <Button
          className="px-2"
          aria-label={t("otherWays")}
          title={t("otherWays")}
          disabled={counts.ticked === 0 || isPending}
          onClick={() => setIsChoosing(true)}
        >
          <Ellipsis aria-hidden className="size-5" />
        </Button>
      </div>
      {isChoosing && (
        <WaysDialog
          count={counts.ticked}
          apps={apps}
          mainApp={upload.app}
          first={chosen}
          onChoose={(chosen) => {
            setIsChoosing(false);
            setTarget(chosen);
          }}
          onClose={() => setIsChoosing(false)}
        />
      )}
      {target && (
        <PlanDialog
          uploadId={upload.id}
          target={target}
          app={namesOf(target.kind === "follows" ? target.apps : [upload.app])}
          onClose={() => setTarget(null)}
        />
      )}
    </div>
  );

  /** Names the exact count before it does anything. */
  function tickAll(count: number, isTicked: boolean) {
    if (count === 0) return null;
    return (
      <button
        type="button"
        disabled={isPending}
        className="min-h-8 text-accent"
        onClick={() => startTransition(() => review.tickAll(address, count, isTicked))}
      >
        {t(isTicked ? "tickShown" : "untickShown", { count })}
      </button>
    );
  }
}
