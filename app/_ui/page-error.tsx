"use client";

import { useTranslations } from "next-intl";
import { Button } from "./button";

/** What a person sees when a page could not be made: that it is our fault, and what to do. */
export function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const t = useTranslations("errors");
  return (
    <div role="alert" className="mx-auto max-w-[34rem] space-y-4 py-16">
      <h1 className="text-28">{t("title")}</h1>
      <p className="text-ink-soft">{t("text")}</p>
      {error.digest && (
        <p className="text-13 text-ink-faint">{t("reference", { id: error.digest })}</p>
      )}
      <Button look="main" onClick={reset}>
        {t("again")}
      </Button>
    </div>
  );
}
