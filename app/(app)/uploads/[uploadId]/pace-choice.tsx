"use client";

import { useTranslations } from "next-intl";
import { Notice } from "@/app/_ui/notice";
import type { Pace } from "@/lib/points";

const paces = ["gentle", "steady", "fast"] as const satisfies Pace[];

/** How fast to follow, with what each pace takes, and what speaks against a fast one. */
export function PaceChoice({
  hours,
  pace,
  onChoose,
}: {
  hours: Record<Pace, number>;
  pace: Pace;
  onChoose: (pace: Pace) => void;
}) {
  const t = useTranslations("follows.plan");
  return (
    <fieldset className="space-y-1">
      <legend className="font-semibold">{t("pace")}</legend>
      {paces.map((one) => (
        <label key={one} className="flex min-h-10 items-center gap-3">
          <input
            type="radio"
            name="pace"
            checked={pace === one}
            onChange={() => onChoose(one)}
            className="size-5 accent-accent"
          />
          <span>
            {t(`paces.${one}`)}{" "}
            <span className="text-13 text-ink-soft">
              {t("takes", { hours: hours[one] % 24, days: Math.floor(hours[one] / 24) })}
            </span>
          </span>
        </label>
      ))}
      {pace !== "gentle" && <Notice kind="new">{t("spam")}</Notice>}
    </fieldset>
  );
}
