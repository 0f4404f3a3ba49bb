"use client";

import { Search } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import type { Filter, RowCounts } from "@/lib/review";

const order: Filter[] = [
  "all",
  "sure",
  "look",
  "not_found",
  "not_checked",
  "followed",
  "dismissed",
];

/** Counts that are filters: how many of each, and a press shows them. */
export function Filters({
  counts,
  show,
  text,
  onShow,
  onText,
}: {
  counts: RowCounts;
  show: string;
  text: string;
  onShow: (filter: Filter) => void;
  onText: (text: string) => void;
}) {
  const t = useTranslations("review");
  const format = useFormatter();
  return (
    <div
      data-print="no"
      className="sticky top-0 z-10 -mx-2 flex flex-wrap items-center gap-x-4 gap-y-2 bg-paper px-2 py-2"
    >
      <fieldset className="flex min-w-0 gap-0.5 overflow-x-auto">
        <legend className="only-read">{t("filters")}</legend>
        {order.map((filter) => (
          <button
            key={filter}
            type="button"
            aria-pressed={show === filter}
            onClick={() => onShow(filter)}
            className="quick flex min-h-10 shrink-0 items-baseline gap-1.5 rounded-full border border-transparent px-3 py-2 text-ink-soft hover:bg-sunken aria-pressed:border-edge aria-pressed:bg-raised aria-pressed:text-ink"
          >
            {t(filter)}
            <span className="text-13 text-ink-faint">{format.number(counts[filter])}</span>
          </button>
        ))}
      </fieldset>
      <label className="relative min-w-44 grow">
        <span className="only-read">{t("search")}</span>
        <Search aria-hidden className="absolute start-3 top-3 size-4 text-ink-faint" />
        <input
          type="search"
          value={text}
          placeholder={t("search")}
          onChange={(event) => onText(event.target.value)}
          className="min-h-10 w-full rounded-full border border-edge bg-raised ps-9 pe-4"
        />
      </label>
    </div>
  );
}
