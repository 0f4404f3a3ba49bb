"use client";

import { CircleAlert, CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Notice } from "@/app/_ui/notice";
import type { CheckResult } from "@/lib/admin";
import { Submit } from "../submit";
import { checkDatabaseAction } from "./actions";

/** Checks the database when it is asked to, and says of each thing whether it is there. */
export function Checks() {
  const t = useTranslations("admin.database");
  const [{ results }, action] = useActionState(checkDatabaseAction, {});
  const failed = results?.filter(({ ok }) => !ok).length ?? 0;
  return (
    <div className="space-y-3">
      <form action={action} className="space-y-2">
        <p className="text-ink-soft">{t("checksText")}</p>
        <Submit>{t("check")}</Submit>
      </form>
      {results === null && <Notice live title={t("noScript")} />}
      {results && (
        <>
          <Notice
            live
            kind={failed > 0 ? "trouble" : "good"}
            title={failed > 0 ? t("notReady", { count: failed }) : t("ready")}
          />
          <ul className="divide-y divide-line rounded-12 border border-line bg-raised">
            {results.map((result) => (
              <Check key={result.name} {...result} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Check({ name, ok, details }: CheckResult) {
  const t = useTranslations("admin.database");
  const Icon = ok ? CircleCheck : CircleAlert;
  const [first, ...rest] = details;
  return (
    <li className="flex gap-3 px-4 py-2">
      <Icon
        role="img"
        aria-label={t(ok ? "ok" : "failed")}
        className={`mt-0.5 size-5 shrink-0 ${ok ? "text-found" : "text-trouble"}`}
      />
      <div className="min-w-0">
        <strong>{name}</strong> <span className="break-words text-ink-soft">{first}</span>
        {rest.length > 0 && (
          <details className="text-13 text-ink-soft" open={!ok}>
            <summary>{rest.length}</summary>
            {rest.map((line) => (
              <p key={line} className="break-words whitespace-pre-wrap">
                {line}
              </p>
            ))}
          </details>
        )}
      </div>
    </li>
  );
}
