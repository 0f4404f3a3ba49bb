"use client";

import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { Avatar } from "@/app/_ui/avatar";
import { Button } from "@/app/_ui/button";
import { PlatformMark } from "@/app/_ui/platform-mark";
import { Thread } from "@/app/_ui/thread";
import type { FollowsProblem } from "@/lib/follows";
import { Reasons } from "../reasons";
import { dismissArrivalAction, followArrivalAction, undismissArrivalAction } from "./actions";
import type { ArrivalView } from "./view";

type Outcome =
  | { is: "followed"; batchId: string }
  | { is: "dismissed" }
  | { is: "problem"; problem: FollowsProblem | "failed" };

/** Somebody who turned up: where the person knew them, who they are now, why we think so, and what to do. */
export function ArrivalRow({
  arrival,
  appName,
  profileUrl,
}: {
  arrival: ArrivalView;
  appName: string;
  profileUrl: string;
}) {
  const t = useTranslations("arrivals");
  const format = useFormatter();
  const name = arrival.displayName ?? arrival.handle;
  const search = new URLSearchParams({ text: arrival.username });
  return (
    <article aria-label={name} className="space-y-2 py-4">
      <div className="grid items-center gap-x-3 gap-y-2 sm:grid-cols-[1fr_4rem_1.4fr]">
        <p className="flex min-w-0 items-center gap-2">
          <PlatformMark id={arrival.platform} />
          <span className="truncate" dir="auto">
            {arrival.username}
          </span>
        </p>
        <Thread
          kind={arrival.isSure ? "sure" : "look"}
          className="hidden w-full grow-thread sm:block"
        />
        <div className="flex min-w-0 items-center gap-3">
          <Avatar src={arrival.avatarUrl} name={name} />
          <div className="min-w-0">
            <a
              href={profileUrl}
              target="_blank"
              rel="noreferrer"
              aria-label={t("open", { name, app: appName })}
              dir="auto"
              className="block truncate text-17 font-medium text-ink"
            >
              {name}
            </a>
            <span className="block truncate text-ink-soft" dir="auto">
              @{arrival.handle}
            </span>
          </div>
          {arrival.isUnread && <span className="ms-auto text-13 text-new">{t("new")}</span>}
        </div>
      </div>
      <Reasons evidence={arrival.evidence} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Decision arrival={arrival} name={name} appName={appName} />
        <span className="text-13 text-ink-soft">
          {t.rich("from", {
            list: arrival.listName,
            link: (text) => <Link href={`/uploads/${arrival.uploadId}?${search}`}>{text}</Link>,
          })}
        </span>
        <time dateTime={arrival.arrivedAt.toISOString()} className="ms-auto text-13 text-ink-soft">
          {format.dateTime(arrival.arrivedAt, { dateStyle: "medium", timeStyle: "short" })}
        </time>
      </div>
    </article>
  );
}

function Decision({
  arrival,
  name,
  appName,
}: {
  arrival: ArrivalView;
  name: string;
  appName: string;
}) {
  const t = useTranslations("arrivals");
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [isPending, startTransition] = useTransition();
  const { uploadId, accountId, matchId } = arrival;

  function act(action: () => Promise<Outcome | null>) {
    startTransition(async () => {
      const next = await action().catch(() => ({ is: "problem", problem: "failed" }) as const);
      setOutcome(next);
    });
  }

  async function follow(): Promise<Outcome> {
    const answer = await followArrivalAction({ uploadId, accountId, matchId });
    return "problem" in answer
      ? { is: "problem", problem: answer.problem }
      : { is: "followed", batchId: answer.batchId };
  }

  if (outcome?.is === "followed") {
    return (
      <p role="status" className="text-found">
        {t.rich("following", {
          link: (text) => <Link href={`/follows/${outcome.batchId}`}>{text}</Link>,
        })}
      </p>
    );
  }
  if (arrival.state === "followed") return <p className="text-found">{t("followed")}</p>;
  if (outcome?.is === "dismissed") {
    return (
      <p role="status" className="flex items-center gap-3">
        {t("dismissed", { name })}
        <Button
          look="quiet"
          disabled={isPending}
          onClick={() =>
            act(async () => {
              await undismissArrivalAction(matchId);
              return null;
            })
          }
        >
          {t("undo")}
        </Button>
      </p>
    );
  }
  return (
    <>
      <Button look="main" disabled={isPending} onClick={() => act(follow)}>
        {t("follow", { name, app: appName })}
      </Button>
      <Button
        look="quiet"
        disabled={isPending}
        onClick={() =>
          act(async () => {
            await dismissArrivalAction(matchId);
            return { is: "dismissed" };
          })
        }
      >
        {t("notThem")}
      </Button>
      {outcome?.is === "problem" && (
        <p role="alert" className="w-full text-trouble">
          {t(`problems.${outcome.problem}`)}
        </p>
      )}
    </>
  );
}
