"use client";

import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { Button } from "@/app/_ui/button";
import { Notice } from "@/app/_ui/notice";
import type { OwnViewUse } from "@/lib/closer-look";
import { Leave } from "../leave";
import { askOwnViewAction, setUsesOwnViewAction } from "./own-view-actions";

/** Whether ATlast uses what only this person's account can see, and how to let it or no longer. */
export function OwnView({ use, wasRefused }: { use: OwnViewUse; wasRefused: boolean }) {
  const t = useTranslations("preferences.ownView");
  const leave = useTranslations("follows.leave");
  const told = useTranslations("preferences");
  const [isAsking, setIsAsking] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  const [isPending, startTransition] = useTransition();

  const choose = (uses: boolean) =>
    startTransition(async () => {
      const answer = await setUsesOwnViewAction(uses).catch(() => null);
      setHasFailed(!answer);
      setIsAsking(answer === "refused");
    });

  return (
    <div className="space-y-3">
      <p className="text-ink-soft">{t(use === "on" ? "onText" : "offText")}</p>
      {use === "refused" && !isAsking && (
        <Notice live={wasRefused}>{wasRefused ? leave("refused") : t("lost")}</Notice>
      )}
      {isAsking ? (
        <Leave kind="own_view" ask={askOwnViewAction} />
      ) : (
        use !== "on" && (
          <Button disabled={isPending} onClick={() => choose(true)}>
            {t(use === "off" ? "use" : "askAgain")}
          </Button>
        )
      )}
      {use !== "off" && (
        <Button disabled={isPending} onClick={() => choose(false)}>
          {t("stop")}
        </Button>
      )}
      {hasFailed && (
        <p role="status" className="text-trouble">
          {told("failed")}
        </p>
      )}
    </div>
  );
}
