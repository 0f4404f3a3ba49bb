"use client";

import { useTranslations } from "next-intl";
import { useId, useOptimistic, useState, useTransition } from "react";
import { fails } from "@/app/_ui/fails";
import { setKeepsListsAction } from "./actions";

/** Whether lists stay, or pass with the last tab. What is chosen holds at once. */
export function Keeping({ keepsLists }: { keepsLists: boolean }) {
  const t = useTranslations("preferences.keeping");
  const told = useTranslations("preferences");
  const group = useId();
  const [chosen, choose] = useOptimistic(keepsLists);
  const [isSaving, startTransition] = useTransition();
  const [outcome, setOutcome] = useState<"saved" | "failed">();

  function option(value: boolean) {
    const name = value ? "lists" : "nothing";
    const field = `${group}-${name}`;
    return (
      <div className="flex gap-3">
        <input
          id={field}
          type="radio"
          name={group}
          checked={chosen === value}
          aria-describedby={`${field}-text`}
          onChange={() =>
            startTransition(async () => {
              choose(value);
              setOutcome((await fails(setKeepsListsAction(value))) ? "failed" : "saved");
            })
          }
          className="mt-0.5 size-5 shrink-0 accent-accent"
        />
        <div>
          <label htmlFor={field} className="font-semibold">
            {t(name)}
          </label>
          <p id={`${field}-text`} className="text-ink-soft">
            {t(`${name}Text`)}
          </p>
        </div>
      </div>
    );
  }

  return (
    <fieldset className="space-y-3">
      <legend className="only-read">{t("title")}</legend>
      {option(true)}
      {option(false)}
      <p role="status" className={outcome === "failed" ? "text-trouble" : "text-found"}>
        {outcome && !isSaving && told(outcome)}
      </p>
    </fieldset>
  );
}
