"use client";

import { proxy } from "comlink";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ExportFile } from "@/lib/exports";
import { Button } from "../_ui/button";
import { later } from "../_ui/later";
import { Notice } from "../_ui/notice";
import { Progress } from "../_ui/progress";
import { DropZone } from "./drop-zone";
import { PasteBox } from "./paste-box";
import type { ListView, Reading } from "./reader";
import { ReadingProblem } from "./reading-problem";
import { useReader } from "./use-reader";

const ListCard = later(async () => (await import("./list-card")).ListCard);

/** A platform as the page names it. */
export type PlatformChoice = { id: string; name: string };

type Step =
  | { at: "start" }
  | { at: "reading"; done: number; total: number }
  | { at: "failed" }
  | { at: "read"; reading: Reading; problem?: "signed-out" | "failed" }
  | { at: "sending"; done: number; total: number; list: string };

/**
 * From a dropped file to a list that is being matched: read it in the worker, show what was recognised, let names be
 * unticked, and send it when the person says so.
 */
export function BringList({
  platforms,
  namesPerPart,
}: {
  platforms: PlatformChoice[];
  namesPerPart: number;
}) {
  const t = useTranslations("bring");
  const texts = useTranslations("exports");
  const router = useRouter();
  const reader = useReader();
  const [step, setStep] = useState<Step>({ at: "start" });
  const [lists, setLists] = useState<ListView[]>([]);
  const [chosen, setChosen] = useState<Set<number>>(new Set());

  async function read(work: Parameters<typeof reader.ask<Reading>>[0]) {
    setStep({ at: "reading", done: 0, total: 0 });
    const reading = await reader.ask(work).catch(() => null);
    if (!reading) {
      reader.stop();
      setStep({ at: "failed" });
      return;
    }
    const found = reading.ok ? reading.lists : [];
    setLists(found);
    setChosen(new Set(found.flatMap((list, place) => (isOffered(list) ? [place] : []))));
    setStep({ at: "read", reading });
  }

  function readFiles(files: ExportFile[]) {
    if (files.length === 0) return;
    const onProgress = proxy((done: number, total: number) =>
      setStep({ at: "reading", done, total }),
    );
    void read((api) => api.read(files, onProgress));
  }

  function startOver() {
    reader.stop();
    setStep({ at: "start" });
  }

  async function send() {
    let left = chosen;
    let uploadId = "";
    for (const place of chosen) {
      const { platform, kind } = lists[place] as ListView;
      const name = nameOf(platform, kind);
      const onSent = proxy((done: number, total: number) =>
        setStep({ at: "sending", done, total, list: name }),
      );
      const sent = await reader.api.send(place, { platform, name }, namesPerPart, onSent);
      if (!sent.ok) {
        // Those that have arrived are not sent again.
        setChosen(left);
        setStep({ at: "read", reading: { ok: true, lists, ignored: [] }, problem: sent.problem });
        return;
      }
      left = toggled(left, place, false);
      uploadId = sent.uploadId;
    }
    router.push(chosen.size === 1 ? `/uploads/${uploadId}` : "/uploads");
    router.refresh();
    startOver();
  }

  /** A list of people followed goes by its platform; of any other it is said what it is. */
  function nameOf(id: string, kind: ListView["kind"]) {
    const platform = platforms.find((one) => one.id === id)?.name ?? id;
    if (kind === "following") return platform;
    return t("recognised", { platform, kind: texts(`kinds.${kind}.name`) });
  }

  if (step.at === "start") {
    return (
      <div className="space-y-4">
        <DropZone onFiles={readFiles} />
        <PasteBox onText={(text) => void read((api) => api.readText(text))} />
      </div>
    );
  }
  if (step.at === "reading") {
    return (
      <section aria-busy className="space-y-4 rounded-12 bg-raised p-6">
        <p role="status">{t("reading")}</p>
        <Progress
          label={t("reading")}
          done={step.total ? step.done : undefined}
          total={step.total}
        />
        <Button onClick={startOver}>{t("cancelReading")}</Button>
      </section>
    );
  }
  if (step.at === "failed") {
    return (
      <div className="space-y-4">
        <Notice kind="trouble" live title={t("notRead")}>
          {t("notReadHint")}
        </Notice>
        <Button onClick={startOver}>{t("another")}</Button>
      </div>
    );
  }
  if (step.at === "sending") {
    return (
      <section aria-busy className="space-y-4 rounded-12 bg-raised p-6">
        <p role="status">{t("sending", { list: step.list })}</p>
        <Progress label={t("sending", { list: step.list })} done={step.done} total={step.total} />
      </section>
    );
  }

  const names = [...chosen].reduce((sum, place) => sum + tickedIn(lists[place]), 0);
  return (
    <section className="space-y-6">
      {step.problem && (
        <Notice kind="trouble" live>
          {t(`sendProblems.${step.problem}`)}
        </Notice>
      )}
      <ReadingProblem reading={step.reading} platforms={platforms} />
      {lists.map((list, place) => (
        <ListCard
          key={`${list.files.join()} ${list.kind}`}
          place={place}
          list={list}
          reader={reader}
          platforms={platforms}
          isChosen={chosen.has(place)}
          onChoose={(isChosen) => setChosen(toggled(chosen, place, isChosen))}
          onChange={(changed) => setLists(lists.with(place, changed))}
        />
      ))}
      <div className="flex flex-wrap items-center gap-3">
        {lists.some((list) => list.count > 0 && list.isImportable) && (
          <Button look="main" disabled={names === 0} onClick={() => void send()}>
            {t("start", { count: names })}
          </Button>
        )}
        <Button onClick={startOver}>{t("another")}</Button>
      </div>
      {names > 0 && <p className="text-13 text-ink-soft">{t("leaveNow")}</p>}
    </section>
  );
}

/** A list that is certainly of people followed is offered ticked; about every other one the person decides. */
function isOffered(list: ListView) {
  return list.kind === "following" && list.kindIsCertain && list.count > 0;
}

function tickedIn(list: ListView | undefined) {
  return list ? list.count - list.unticked : 0;
}

function toggled(set: Set<number>, place: number, isIn: boolean) {
  const next = new Set(set);
  if (isIn) next.add(place);
  else next.delete(place);
  return next;
}
