import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { AwaitedList } from "@/lib/uploads";
import { AwaitedLists } from "./awaited-lists";

/** What somebody sees who has brought no list yet: the way from here to people found, step by step. */
export async function FirstSteps({
  awaited,
  bringList,
}: {
  awaited: AwaitedList[];
  bringList: ReactNode;
}) {
  const t = await getTranslations("start");
  return (
    <div className="space-y-8">
      <h1 className="text-28">{t("title")}</h1>
      <ol className="max-w-[52rem]">
        <Step number={1} title={t("where")}>
          <p className="text-ink-soft">{t("whereHint")}</p>
          <AwaitedLists awaited={awaited} />
        </Step>
        <Step number={2} title={t("drop")}>
          {bringList}
        </Step>
        <Step number={3} title={t("look")}>
          <p className="text-ink-soft">{t("lookText")}</p>
        </Step>
      </ol>
    </div>
  );
}

/** A step hangs on the thread that leads from each to the next. */
function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <li className="relative ms-4 border-line border-s ps-8 pb-10 last:border-transparent last:pb-0">
      <span
        aria-hidden
        className="absolute -start-4 top-0 grid size-8 place-items-center rounded-full border border-accent bg-paper font-semibold text-accent"
      >
        {number}
      </span>
      <div className="space-y-4">
        <h2 className="text-21">{title}</h2>
        {children}
      </div>
    </li>
  );
}
