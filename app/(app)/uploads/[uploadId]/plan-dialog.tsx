"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState, useTransition } from "react";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import { Notice } from "@/app/_ui/notice";
import { Progress } from "@/app/_ui/progress";
import type { Pace } from "@/lib/points";
import { PaceChoice } from "./pace-choice";
import { confirmAction, planAction } from "./plan-actions";
import { useReview } from "./review-context";

type Plan = Awaited<ReturnType<typeof planAction>>;

/** Names the exact count before anything runs: what is confirmed is the plan that was shown, not what is ticked later. */
export function PlanDialog({
  uploadId,
  app,
  onClose,
}: {
  uploadId: string;
  app: string;
  onClose: () => void;
}) {
  const t = useTranslations("follows.plan");
  const common = useTranslations("common");
  const [plan, setPlan] = useState<Plan | null>(null);
  const [isPending, startTransition] = useTransition();
  const [pace, setPace] = useState<Pace>("gentle");
  const { appId } = useReview();
  useEffect(() => {
    let isCurrent = true;
    planAction(uploadId, { kind: "follows", apps: [appId], onlyUsers: false })
      .catch((): Plan => ({ ok: false, problem: "network-unreachable" }))
      .then((made) => {
        if (isCurrent) setPlan(made);
      });
    return () => {
      isCurrent = false;
    };
  }, [uploadId, appId]);

  if (!plan) {
    return (
      <Dialog title={t("preparing")} onClose={onClose}>
        <Progress label={t("preparing")} />
      </Dialog>
    );
  }
  if (!plan.ok) {
    const signIn = `/?problem=signed-out&returnTo=/uploads/${uploadId}`;
    return (
      <Dialog title={t("title", { count: 0, app })} onClose={onClose}>
        <Notice kind="trouble" live>
          {t.rich(`problems.${plan.problem}`, { link: (chunks) => <a href={signIn}>{chunks}</a> })}
        </Notice>
      </Dialog>
    );
  }
  const { batchId, planned, already, hours } = plan;
  return (
    <Dialog title={planned > 0 ? t("title", { count: planned, app }) : t("none")} onClose={onClose}>
      <div className="space-y-3">
        {planned > 0 && <p>{t("text", { count: planned, app })}</p>}
        {already > 0 && <p className="text-ink-soft">{t("already", { count: already })}</p>}
        {hours.gentle > 0 && <PaceChoice hours={hours} pace={pace} onChoose={setPace} />}
        <div className="flex flex-wrap gap-3 pt-2">
          {planned > 0 && (
            <Button
              look="main"
              disabled={isPending}
              onClick={() => startTransition(() => confirmAction(batchId, pace))}
            >
              {t("confirm", { count: planned, app })}
            </Button>
          )}
          <Button onClick={onClose}>{common("cancel")}</Button>
        </div>
      </div>
    </Dialog>
  );
}
