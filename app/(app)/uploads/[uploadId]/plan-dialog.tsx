"use client";

import { unstable_rethrow } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState, useTransition } from "react";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import { Notice } from "@/app/_ui/notice";
import { Progress } from "@/app/_ui/progress";
import type { Pace } from "@/lib/points";
import { Leave } from "../../leave";
import { PaceChoice } from "./pace-choice";
import { askLeaveAction, confirmAction, type PlanTarget, planAction } from "./plan-actions";

type Plan = Awaited<ReturnType<typeof planAction>>;

/** Names the exact count before anything runs: what is confirmed is the plan that was shown, not what is ticked later. */
export function PlanDialog({
  uploadId,
  target,
  app,
  onClose,
}: {
  uploadId: string;
  target: PlanTarget;
  /** Names of the apps to follow in. */
  app: string;
  onClose: () => void;
}) {
  const t = useTranslations("follows.plan");
  const [plan, setPlan] = useState<Plan | null>(null);
  const [replaced, setReplaced] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a plan that was replaced is made anew
  useEffect(() => {
    let isCurrent = true;
    setPlan(null);
    planAction(uploadId, target)
      .catch((): Plan => ({ ok: false, problem: "network-unreachable" }))
      .then((made) => {
        if (isCurrent) setPlan(made);
      });
    return () => {
      isCurrent = false;
    };
  }, [uploadId, target, replaced]);

  if (!plan) {
    return (
      <Dialog title={t("preparing")} onClose={onClose}>
        <Progress label={t("preparing")} />
      </Dialog>
    );
  }
  if (!plan.ok) {
    const { problem } = plan;
    if (problem === "scope-missing") {
      return (
        <Dialog title={t("leaveTitle")} onClose={onClose}>
          <Leave
            kind={target.kind}
            app={app}
            ask={(isBroad) => askLeaveAction(uploadId, target, isBroad)}
          />
        </Dialog>
      );
    }
    const signIn = `/?problem=signed-out&returnTo=/uploads/${uploadId}`;
    return (
      <Dialog title={t("notPlanned")} onClose={onClose}>
        <Notice kind="trouble" live>
          {t.rich(`problems.${problem}`, { link: (chunks) => <a href={signIn}>{chunks}</a> })}
        </Notice>
      </Dialog>
    );
  }
  return (
    <Confirmation
      plan={plan}
      kind={target.kind}
      app={app}
      isAnew={replaced > 0}
      onReplaced={() => setReplaced(replaced + 1)}
      onClose={onClose}
    />
  );
}

function Confirmation({
  plan: { batchId, planned, people: count, already, leftOut, doubled, hours },
  kind,
  app,
  isAnew,
  onReplaced,
  onClose,
}: {
  plan: Extract<Plan, { ok: true }>;
  kind: PlanTarget["kind"];
  app: string;
  /** It was made because the one before was replaced. */
  isAnew: boolean;
  onReplaced: () => void;
  onClose: () => void;
}) {
  const t = useTranslations("follows.plan");
  const common = useTranslations("common");
  const review = useTranslations("review");
  const [isPending, startTransition] = useTransition();
  const [hasFailed, setHasFailed] = useState(false);
  const [pace, setPace] = useState<Pace>("gentle");
  const isFollowing = kind === "follows";
  const title = {
    follows: () => (count > 0 ? t("title", { count, app }) : t("none")),
    list: () => (count > 0 ? t("listTitle", { count }) : t("listNone")),
    starter_pack: () => t("packTitle", { count }),
  };
  function confirm() {
    startTransition(async () => {
      setHasFailed(false);
      try {
        if ((await confirmAction(batchId, pace))?.isReplaced) onReplaced();
      } catch (error) {
        // What leads on to the batch is an error to React as well.
        unstable_rethrow(error);
        setHasFailed(true);
      }
    });
  }

  return (
    <Dialog title={title[kind]()} onClose={onClose}>
      <div className="space-y-3">
        {isAnew && <Notice live>{t("replaced")}</Notice>}
        {count > 0 && (
          <p>{isFollowing ? t("text", { count: planned, app }) : t("listText", { count })}</p>
        )}
        {already > 0 && (
          <p className="text-ink-soft">
            {t(isFollowing ? "already" : "listAlready", { count: already })}
          </p>
        )}
        {leftOut > 0 && <p className="text-ink-soft">{t("leftOut", { count: leftOut, app })}</p>}
        {doubled > 0 && <p className="text-ink-soft">{t("doubled", { count: doubled })}</p>}
        {isFollowing && hours.gentle > 0 && (
          <PaceChoice hours={hours} pace={pace} onChoose={setPace} />
        )}
        {hasFailed && (
          <Notice kind="trouble" live>
            {review("failed")}
          </Notice>
        )}
        <div className="flex flex-wrap gap-3 pt-2">
          {count > 0 && (
            <Button look="main" disabled={isPending} onClick={confirm}>
              {isFollowing ? t("confirm", { count, app }) : t(`${kind}Confirm`, { count })}
            </Button>
          )}
          <Button onClick={onClose}>{common("cancel")}</Button>
        </div>
      </div>
    </Dialog>
  );
}
