"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useActionState, useId } from "react";
import { Button } from "@/app/_ui/button";
import { fails } from "@/app/_ui/fails";
import { languages } from "@/i18n/languages";
import type { Preferences } from "@/lib/users";
import { savePreferencesAction } from "./actions";

/** How the app looks and speaks, for this person on every device. */
export function PreferencesForm({ theme, motion, language }: Preferences) {
  const t = useTranslations("preferences");
  const [outcome, action, isPending] = useActionState(
    async (_previous: unknown, form: FormData) =>
      (await fails(savePreferencesAction(form))) ? "failed" : "saved",
    null,
  );

  return (
    <form action={action} className="space-y-4">
      <p className="text-ink-soft">{t("text")}</p>
      <div className="grid gap-4 sm:grid-cols-3">
        <Choice name="theme" label={t("theme")} value={theme}>
          <option value="system">{t("themes.system")}</option>
          <option value="light">{t("themes.light")}</option>
          <option value="dark">{t("themes.dark")}</option>
        </Choice>
        <Choice name="motion" label={t("motion")} value={motion}>
          <option value="system">{t("motions.system")}</option>
          <option value="reduced">{t("motions.reduced")}</option>
        </Choice>
        <Choice name="language" label={t("language")} value={language ?? ""}>
          <option value="">{t("languageOfBrowser")}</option>
          {Object.entries(languages).map(([tag, { name }]) => (
            <option key={tag} value={tag} lang={tag}>
              {name}
            </option>
          ))}
        </Choice>
      </div>
      <div className="flex items-center gap-3">
        <Button type="submit" disabled={isPending}>
          {t("save")}
        </Button>
        <p role="status" className={outcome === "failed" ? "text-trouble" : "text-found"}>
          {outcome && !isPending && t(outcome)}
        </p>
      </div>
    </form>
  );
}

function Choice(props: { name: string; label: string; value: string; children: ReactNode }) {
  const id = useId();
  return (
    <div className="space-y-1">
      <label htmlFor={id} className="block font-semibold">
        {props.label}
      </label>
      <select
        // React resets a form after its action to what it was first drawn with.
        key={props.value}
        id={id}
        name={props.name}
        defaultValue={props.value}
        className="min-h-10 w-full rounded-6 border border-edge bg-raised px-3"
      >
        {props.children}
      </select>
    </div>
  );
}
