"use client";

import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useId, useState, useTransition } from "react";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import { fails } from "@/app/_ui/fails";
import { Notice } from "@/app/_ui/notice";
import { Progress } from "@/app/_ui/progress";
import type { BatchView } from "@/lib/follows";
import type { Pace } from "@/lib/points";
import { Leave } from "../../leave";
import {
  askLeaveAction,
  cancelAction,
  resumeAction,
  setPaceAction,
  stopAction,
  undoAction,
} from "./actions";

const EVERY_MS = 1_500;
const paces = ["gentle", "steady", "fast"] as const satisfies Pace[];

/** How a batch stands: done, left, what it waits for; stop, go on, undo. */
export function BatchPanel({ first, app }: { first: BatchView; app: string }) {
  const t = useTranslations("follows");
  const format = useFormatter();
  const router = useRouter();
  const [batch, setBatch] = useState(first);
  const [isAsking, setIsAsking] = useState(false);
  const [isPending, startTransition] = useTransition();
  const [hasFailed, setHasFailed] = useState(false);
  const review = useTranslations("review");

  async function refresh() {
    const answer = await fetch(`/follows/${batch.id}/people?take=1`).catch(() => null);
    if (!answer?.ok) return;
    const now = ((await answer.json()) as { batch: BatchView }).batch;
    setBatch(now);
    // The list of people below has changed with it.
    if (!isGoing(now)) router.refresh();
  }

  useEffect(() => {
    if (!isGoing(batch)) return;
    const timer = setInterval(() => void refresh(), EVERY_MS);
    return () => clearInterval(timer);
  });

  const change = (action: (id: string) => Promise<void>) =>
    startTransition(async () => {
      setHasFailed(await fails(action(batch.id)));
      await refresh();
    });

  const choosePace = (pace: Pace) => change((id) => setPaceAction(id, pace));
  const { counts, status, problem } = batch;
  const isFollowing = batch.kind === "follows";
  const total = Object.values(counts).reduce((a, b) => a + b, 0);
  const done =
    status === "undoing" || status === "undone"
      ? counts.undone + counts.already + counts.planned + counts.failed
      : counts.followed + counts.already + counts.failed;
  const made = counts.followed + counts.removing;
  const isStopped = status === "stopped" || status === "undo_stopped";
  const waits = isGoing(batch) && problem && new Date(batch.nextAt) > new Date();

  return (
    <section className="space-y-4 rounded-12 bg-raised p-5" aria-busy={isGoing(batch)}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-17">{t(`status.${status}`)}</h2>
        <div className="flex flex-wrap gap-3">
          {(status === "running" || status === "undoing") && (
            <Button disabled={isPending} onClick={() => change(stopAction)}>
              {t("stop")}
            </Button>
          )}
          {isStopped && (
            <Button look="main" disabled={isPending} onClick={() => change(resumeAction)}>
              {t("resume")}
            </Button>
          )}
          {(status === "running" || status === "stopped") && (
            <Button disabled={isPending} onClick={() => change(cancelAction)}>
              {t("cancel")}
            </Button>
          )}
          {status === "done" && counts.failed > 0 && (
            <Button disabled={isPending} onClick={() => change(resumeAction)}>
              {t("retry", { count: counts.failed })}
            </Button>
          )}
          {made > 0 && status !== "undoing" && status !== "undone" && (
            <Button disabled={isPending} onClick={() => setIsAsking(true)}>
              {t("undo")}
            </Button>
          )}
        </div>
      </div>
      {hasFailed && (
        <Notice kind="trouble" live>
          {review("failed")}
        </Notice>
      )}
      <Progress label={t(`status.${status}`)} done={done} total={total} />
      <p role="status" className="text-ink-soft">
        {t("progress", { done, total })}
      </p>
      <Results counts={counts} />
      {waits && (
        <Notice kind="new">
          {t(`waits.${problem as "network-busy"}`, {
            time: format.dateTime(new Date(batch.nextAt), { timeStyle: "short" }),
          })}
        </Notice>
      )}
      {isStopped && problem === "scope-missing" && (
        <Leave kind={batch.kind} app={app} ask={(isBroad) => askLeaveAction(batch.id, isBroad)} />
      )}
      {isStopped && problem && problem !== "scope-missing" && (
        <Notice kind="trouble" live>
          {t.rich(`stopped.${problem as "signed-out"}`, {
            link: (chunks) => (
              <a href={`/?problem=signed-out&returnTo=/follows/${batch.id}`}>{chunks}</a>
            ),
          })}
        </Notice>
      )}
      {isFollowing && (status === "running" || status === "stopped") && (
        <PaceField pace={batch.pace} isPending={isPending} onChange={choosePace} />
      )}
      {isGoing(batch) && !waits && <p className="text-13 text-ink-faint">{t("closeTab")}</p>}
      {isAsking && (
        <Dialog
          title={t(isFollowing ? "undoTitle" : "undoListTitle", { count: made })}
          onClose={() => setIsAsking(false)}
        >
          <p className="mb-5">{isFollowing ? t("undoText", { app }) : t("undoListText")}</p>
          <Button
            look="danger"
            onClick={() => {
              change(undoAction);
              setIsAsking(false);
            }}
          >
            {t(isFollowing ? "undoNow" : "undoListNow", { count: made })}
          </Button>
        </Dialog>
      )}
    </section>
  );
}

function PaceField({
  pace,
  isPending,
  onChange,
}: {
  pace: Pace;
  isPending: boolean;
  onChange: (pace: Pace) => void;
}) {
  const t = useTranslations("follows.plan");
  const field = useId();
  return (
    <div className="space-y-2">
      <div className="flex flex-wrap items-center gap-3">
        <label htmlFor={field} className="text-13 text-ink-soft">
          {t("pace")}
        </label>
        <select
          id={field}
          value={pace}
          disabled={isPending}
          onChange={(event) => onChange(event.target.value as Pace)}
          className="min-h-10 rounded-6 border border-edge bg-raised px-2"
        >
          {paces.map((one) => (
            <option key={one} value={one}>
              {t(`paces.${one}`)}
            </option>
          ))}
        </select>
      </div>
      {pace !== "gentle" && <p className="text-13 text-ink-soft">{t("spam")}</p>}
    </div>
  );
}

function Results({ counts }: { counts: BatchView["counts"] }) {
  const t = useTranslations("follows");
  const format = useFormatter();
  const shown = (
    [
      "followed",
      "already",
      "planned",
      "sending",
      "failed",
      "cancelled",
      "removing",
      "undone",
    ] as const
  ).filter((state) => counts[state] > 0);
  return (
    <ul aria-label={t("results")} className="flex flex-wrap gap-x-6 gap-y-1 text-13">
      {shown.map((state) => (
        <li key={state} className={state === "failed" ? "text-trouble" : "text-ink-soft"}>
          <span className="font-semibold text-ink">{format.number(counts[state])}</span>{" "}
          {t(`states.${state}`, { count: counts[state] })}
        </li>
      ))}
    </ul>
  );
}

function isGoing({ status }: BatchView) {
  return status === "running" || status === "cancelling" || status === "undoing";
}
