"use client";

import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { Button } from "@/app/_ui/button";
import { Notice } from "@/app/_ui/notice";
import type { BatchView } from "@/lib/follows";
import type { SignInProblem } from "@/lib/oauth";

/** Says what leave is missing and why it is needed, and goes to the person's server to ask for it. */
export function Leave({
  kind,
  app = "",
  ask: askServer,
}: {
  /** What the leave is for. */
  kind: BatchView["kind"] | "own_view";
  /** Names of the apps to follow in. */
  app?: string;
  /** Goes there, for no more than is needed or for everything; answers why that could not be done. */
  ask: (isBroad: boolean) => Promise<{ problem: SignInProblem }>;
}) {
  const t = useTranslations("follows.leave");
  const door = useTranslations("door");
  const [problem, setProblem] = useState<SignInProblem | null>(null);
  const [isPending, startTransition] = useTransition();

  const ask = (isBroad: boolean) =>
    startTransition(async () => {
      const answer = await askServer(isBroad).catch(
        () => ({ problem: "server-unreachable" }) as const,
      );
      setProblem(answer?.problem ?? null);
    });
  return (
    <div className="space-y-4">
      <p>{t(`why.${kind}`, { app })}</p>
      <p className="text-ink-soft">{t(kind === "own_view" ? "howElse" : "how")}</p>
      {problem && (
        <Notice kind="trouble" live>
          {door(`problems.${problem}`, { handle: "" })}
        </Notice>
      )}
      <Button look="main" disabled={isPending} onClick={() => ask(false)}>
        {t("ask")}
      </Button>
      <details>
        <summary className="cursor-pointer text-13 text-ink-soft">{t("broad")}</summary>
        <div className="space-y-3 pt-3">
          <p className="text-13 text-ink-soft">{t("broadText")}</p>
          <Button disabled={isPending} onClick={() => ask(true)}>
            {t("askBroad")}
          </Button>
        </div>
      </details>
    </div>
  );
}
