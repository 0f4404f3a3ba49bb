"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Notice } from "@/app/_ui/notice";
import { Field } from "../field";
import { Submit } from "../submit";
import { createKeyAction, createPartnerAction } from "./actions";

/** Makes a partner. */
export function NewPartner() {
  const t = useTranslations("admin.partners");
  const [state, action] = useActionState(createPartnerAction, {});
  return (
    <form action={action} className="max-w-[44rem] space-y-3">
      <div className="flex flex-wrap items-end gap-3">
        <Field label={t("name")} name="name" required maxLength={100} />
        <Field label={t("homepage")} name="homepage" type="url" />
        <Submit look="main">{t("create")}</Submit>
      </div>
      {state.isWrong && <Notice kind="trouble" live title={t("wrongPartner")} />}
    </form>
  );
}

/** Makes a key for a partner, and shows it this once. */
export function NewKey({ partnerId, partner }: { partnerId: string; partner: string }) {
  const t = useTranslations("admin.partners");
  const [state, action] = useActionState(createKeyAction, {});
  return (
    <form action={action} className="max-w-[44rem] space-y-3">
      <input type="hidden" name="partnerId" value={partnerId} />
      <div className="flex flex-wrap items-end gap-3">
        <Field label={t("keyName")} name="name" required maxLength={100} />
        <Submit aria-label={t("createKeyFor", { partner })}>{t("createKey")}</Submit>
      </div>
      {state.isWrong && <Notice kind="trouble" live title={t("wrongKey")} />}
      {state.key && (
        <Notice kind="good" live title={t("keyOnce")}>
          <output className="block break-all select-all">{state.key}</output>
        </Notice>
      )}
    </form>
  );
}
