"use client";

import { SlidersHorizontal } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useId } from "react";
import type { RowCounts, Trait, View } from "@/lib/review";
import { sorts, traits } from "./address";

/** What rows must have besides, with how many have it, and the order that they stand in. */
export function ViewMenu({
  counts,
  view,
  onLook,
}: {
  counts: RowCounts;
  view: View;
  onLook: (change: Partial<View>) => void;
}) {
  const t = useTranslations("review");
  const format = useFormatter();
  const menu = useId();
  const chosen = view.only.length + (view.sort === "confidence" ? 0 : 1);

  function toggle(trait: Trait) {
    const { only } = view;
    onLook({ only: only.includes(trait) ? only.filter((one) => one !== trait) : [...only, trait] });
  }

  return (
    <div className="relative shrink-0">
      <button
        type="button"
        popoverTarget={menu}
        className="quick flex min-h-10 items-center gap-2 rounded-full border border-edge bg-raised px-3 hover:bg-sunken"
      >
        <SlidersHorizontal aria-hidden className="size-4" />
        <span className="only-read sm:not-sr-only">{t("viewMenu")}</span>
        {chosen > 0 && (
          <span className="rounded-full bg-accent px-1.5 text-13 text-on-accent">
            <span className="only-read">{t("viewChosen", { count: chosen })}</span>
            <span aria-hidden>{format.number(chosen)}</span>
          </span>
        )}
      </button>
      <div
        id={menu}
        popover="auto"
        className="drop-menu m-0 w-72 max-w-[calc(100vw-2rem)] space-y-5 rounded-12 bg-raised p-4 text-ink shadow-float"
      >
        <fieldset>
          <legend className="mb-1 text-13 text-ink-soft">{t("only")}</legend>
          {traits.map((trait) => (
            <label key={trait} className="flex min-h-9 items-center gap-3">
              <input
                type="checkbox"
                checked={view.only.includes(trait)}
                onChange={() => toggle(trait)}
                className="size-5 accent-accent"
              />
              <span className="grow">{t(`traits.${trait}`)}</span>
              <span className="text-13 text-ink-faint">{format.number(counts.traits[trait])}</span>
            </label>
          ))}
        </fieldset>
        <fieldset>
          <legend className="mb-1 text-13 text-ink-soft">{t("sort")}</legend>
          {sorts.map((sort) => (
            <label key={sort} className="flex min-h-9 items-center gap-3">
              <input
                type="radio"
                name={menu}
                checked={view.sort === sort}
                onChange={() => onLook({ sort })}
                className="size-5 accent-accent"
              />
              {t(`sorts.${sort}`)}
            </label>
          ))}
        </fieldset>
      </div>
    </div>
  );
}
