"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Notice } from "@/app/_ui/notice";
import { Field } from "../field";
import { Submit } from "../submit";
import { optOutAction } from "./actions";

/** Takes somebody out who asked for it by another way than their settings. */
export function NewOptOut() {
  const t = useTranslations("admin.opt-outs");
  const [state, action] = useActionState(optOutAction, {});
  return (
    <form action={action} className="max-w-[44rem] space-y-3">
      <div className="flex flex-wrap items-end gap-3">
        <Field label={t("did")} name="did" required />
        <Submit look="main">{t("take")}</Submit>
      </div>
      {state.isWrong && <Notice kind="trouble" live title={t("wrong")} />}
      {state.count !== undefined && (
        <Notice kind="good" live title={t("taken", { count: state.count })} />
      )}
    </form>
  );
}
