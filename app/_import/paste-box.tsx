"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button } from "../_ui/button";

/** For a list that is no export: names, profile links, handles, one a line. */
export function PasteBox({ onText }: { onText: (text: string) => void }) {
  const t = useTranslations("bring");
  const [text, setText] = useState("");
  const [field, hint] = [useId(), useId()];

  return (
    <details className="rounded-12 border border-line px-5 py-3">
      <summary className="text-accent">{t("paste")}</summary>
      <form
        className="mt-3 space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim()) onText(text);
        }}
      >
        <label htmlFor={field} className="block">
          {t("pasteLabel")}
        </label>
        <textarea
          id={field}
          rows={6}
          value={text}
          spellCheck={false}
          autoCapitalize="none"
          aria-describedby={hint}
          onChange={(event) => setText(event.target.value)}
          className="w-full rounded-6 border border-edge bg-raised p-3"
        />
        <p id={hint} className="text-13 text-ink-soft">
          {t("pasteHint")}
        </p>
        <Button type="submit">{t("readPasted")}</Button>
      </form>
    </details>
  );
}
