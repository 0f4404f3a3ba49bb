"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Button } from "@/app/_ui/button";
import { Notice } from "@/app/_ui/notice";
import { stopMessagesAction } from "./actions";

export function StopForm({ token }: { token: string }) {
  const t = useTranslations("arrivals.unsubscribe");
  const [outcome, stop, isPending] = useActionState(stopMessagesAction.bind(null, token), null);
  if (outcome) {
    return (
      <Notice kind={outcome === "stopped" ? "good" : "trouble"} live>
        <p>{t(outcome)}</p>
      </Notice>
    );
  }
  return (
    <form action={stop}>
      <Button look="main" type="submit" disabled={isPending}>
        {t("stop")}
      </Button>
    </form>
  );
}
