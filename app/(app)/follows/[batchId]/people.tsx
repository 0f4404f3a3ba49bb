"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Avatar } from "@/app/_ui/avatar";
import { Button } from "@/app/_ui/button";
import { Notice } from "@/app/_ui/notice";
import { findApp } from "@/lib/apps";
import type { PersonView } from "./view";

const PAGE = 100;

/** Every account of a batch and what became of it. */
export function People({
  batchId,
  appId,
  first,
}: {
  batchId: string;
  appId: string;
  first: PersonView[];
}) {
  const t = useTranslations("follows");
  const [people, setPeople] = useState(first);
  const review = useTranslations("review");
  const [hasFailed, setHasFailed] = useState(false);
  const [hasMore, setHasMore] = useState(first.length === PAGE);
  // The page was loaded anew: what it brings is newer than what is shown.
  useEffect(() => {
    setPeople((shown) => [...first, ...shown.slice(first.length)]);
  }, [first]);

  async function more() {
    const last = people.at(-1)?.id ?? "0";
    const answer = await fetch(`/follows/${batchId}/people?after=${last}&take=${PAGE}`).catch(
      () => null,
    );
    setHasFailed(!answer?.ok);
    if (!answer?.ok) return;
    const page = ((await answer.json()) as { people: PersonView[] }).people;
    setPeople([...people, ...page]);
    setHasMore(page.length === PAGE);
  }

  return (
    <section aria-label={t("people")} className="space-y-4">
      <ul className="divide-y divide-line border-line border-y">
        {people.map(({ id, did, handle, name, avatarUrl, state, problem }) => (
          <li key={id} className="flex items-center gap-3 py-2.5">
            <Avatar src={avatarUrl} name={name ?? handle ?? "?"} size={32} />
            <div className="min-w-0 grow">
              <a
                href={findApp(appId)?.profileUrl({ did, handle: handle ?? did })}
                target="_blank"
                rel="noreferrer"
                dir="auto"
                className="block truncate text-ink"
              >
                {name ?? handle ?? did}
              </a>
              {handle && (
                <span className="block truncate text-13 text-ink-soft" dir="auto">
                  @{handle}
                </span>
              )}
            </div>
            <span className={`text-13 ${state === "failed" ? "text-trouble" : "text-ink-soft"}`}>
              {t(`states.${state}`, { count: 1 })}
              {problem && `: ${t("refusedRecord")}`}
            </span>
          </li>
        ))}
      </ul>
      {hasFailed && <Notice kind="trouble" live title={review("notLoaded")} />}
      {hasMore && <Button onClick={() => void more()}>{t("more")}</Button>}
    </section>
  );
}
