"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/app/_ui/button";
import { Notice } from "@/app/_ui/notice";
import { Progress as Bar } from "@/app/_ui/progress";
import { Shares } from "@/app/_ui/shares";
import { pauseAction, resumeAction } from "./actions";
import type { Progress } from "./get-progress";
import { useReview } from "./review-context";

/** How far the matching is: counts, time left, and what it waits for, if it does. */
export function ProgressPanel({
  progress,
  onChange,
}: {
  progress: Progress;
  onChange: () => void;
}) {
  const t = useTranslations("review");
  const format = useFormatter();
  const review = useReview();
  const [isPending, startTransition] = useTransition();
  const { id, total, found, notFound, notChecked, matching } = progress.upload;
  if (matching.state === "done") {
    return <Shares found={found} notFound={notFound} total={total} className="block" />;
  }

  const done = total - notChecked;
  const change = (action: (id: string) => Promise<void>) =>
    startTransition(async () => {
      await action(id).catch(() => review.fail(t("failed")));
      onChange();
    });

  return (
    <section
      className="space-y-3 rounded-12 bg-raised p-5"
      aria-busy={matching.state === "running"}
    >
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-17">{t("progressTitle", { total })}</h2>
        {matching.state === "paused" ? (
          <Button disabled={isPending} onClick={() => change(resumeAction)}>
            {t("resume")}
          </Button>
        ) : (
          <Button disabled={isPending} onClick={() => change(pauseAction)}>
            {t("pause")}
          </Button>
        )}
      </div>
      <Bar label={t("progressTitle", { total })} done={done} total={total} />
      <p role="status" className="text-ink-soft">
        {matching.state === "paused"
          ? t("isPaused", { count: notChecked })
          : [t("progress", { done, total, found }), timeLeft()].filter(Boolean).join(" · ")}
      </p>
      {matching.state === "waiting" && matching.problem && matching.nextAt && (
        <Notice kind="new">
          {t(`waiting.${matching.problem as "network-busy"}`, {
            time: format.dateTime(new Date(matching.nextAt), { timeStyle: "short" }),
          })}
        </Notice>
      )}
      {matching.state === "running" && <p className="text-13 text-ink-faint">{t("closeTab")}</p>}
    </section>
  );

  function timeLeft() {
    if (!matching.rate || matching.state !== "running") return null;
    return t("timeLeft", { minutes: Math.round(notChecked / matching.rate / 60) });
  }
}
