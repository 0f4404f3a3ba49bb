"use client";

import { useTranslations } from "next-intl";
import { useId, useOptimistic, useTransition } from "react";
import { setKeepsListsAction } from "./actions";

/** Whether lists stay, or pass with the last tab. What is chosen holds at once. */
export function Keeping({ keepsLists }: { keepsLists: boolean }) {
  const t = useTranslations("preferences.keeping");
  const group = useId();
  const [chosen, choose] = useOptimistic(keepsLists);
  const [, startTransition] = useTransition();

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
              await setKeepsListsAction(value);
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
    </fieldset>
  );
}
