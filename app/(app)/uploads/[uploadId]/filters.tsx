"use client";

import { Keyboard, Search } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { RowCounts, View } from "@/lib/review";
import { filters } from "./address";
import { SEARCH_FIELD } from "./use-keys";
import { ViewMenu } from "./view-menu";

const SEARCH_PAUSE_MS = 250;

/** Counts that are filters: how many of each, and a press shows them; beside them the text, the traits and the order. */
export function Filters({
  counts,
  view,
  onLook,
  onKeys,
}: {
  counts: RowCounts;
  view: View;
  onLook: (change: Partial<View>, isTyping?: boolean) => void;
  onKeys: () => void;
}) {
  const t = useTranslations("review");
  const format = useFormatter();
  return (
    <div
      data-print="no"
      className="sticky top-0 z-10 -mx-2 flex flex-wrap items-center gap-x-4 gap-y-2 bg-paper px-2 py-2"
    >
      <fieldset className="flex min-w-0 gap-0.5 overflow-x-auto py-1">
        <legend className="only-read">{t("filters")}</legend>
        {filters.map((filter) => (
          <button
            key={filter}
            type="button"
            aria-pressed={view.show === filter}
            onClick={() => onLook({ show: filter })}
            className="quick flex min-h-10 shrink-0 items-baseline gap-1.5 rounded-full border border-transparent px-3 py-2 text-ink-soft hover:bg-sunken aria-pressed:border-edge aria-pressed:bg-raised aria-pressed:text-ink"
          >
            {t(filter)}
            <span className="text-13 text-ink-faint">{format.number(counts.filters[filter])}</span>
          </button>
        ))}
      </fieldset>
      <div className="flex min-w-0 grow items-center gap-2">
        <SearchField text={view.text} onText={(text) => onLook({ text }, true)} />
        <ViewMenu counts={counts} view={view} onLook={onLook} />
        <button
          type="button"
          onClick={onKeys}
          className="quick hidden size-10 shrink-0 place-items-center rounded-full text-ink-soft hover:bg-sunken sm:grid"
        >
          <Keyboard aria-hidden className="size-5" />
          <span className="only-read">{t("keys.title")}</span>
        </button>
      </div>
    </div>
  );
}

/** Searches when the typing pauses. */
function SearchField({ text, onText }: { text: string; onText: (text: string) => void }) {
  const t = useTranslations("review");
  const [typed, setTyped] = useState(text);
  const [told, setTold] = useState(text);
  // Going back in the browser's history changes the text as well.
  if (told !== text) {
    setTold(text);
    if (typed.trim() !== text) setTyped(text);
  }
  useEffect(() => {
    if (typed.trim() === told) return;
    const timer = setTimeout(() => {
      setTold(typed.trim());
      onText(typed.trim());
    }, SEARCH_PAUSE_MS);
    return () => clearTimeout(timer);
  });

  return (
    <label className="relative min-w-0 grow">
      <span className="only-read">{t("search")}</span>
      <Search aria-hidden className="absolute start-3 top-3 size-4 text-ink-faint" />
      <input
        id={SEARCH_FIELD}
        type="search"
        value={typed}
        placeholder={t("search")}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
        }}
        className="min-h-10 w-full rounded-full border border-edge bg-raised ps-9 pe-4"
      />
    </label>
  );
}
