"use client";

import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import { fails } from "@/app/_ui/fails";
import { Notice } from "@/app/_ui/notice";
import type { AccountCounts } from "@/lib/account";
import { deleteAccountAction } from "./delete-account-action";

/** Deletes the account after saying what goes with it, and how much of it. */
export function DeleteAccount({ counts, handle }: { counts: AccountCounts; handle: string }) {
  const t = useTranslations("settings.data");
  const common = useTranslations("common");
  const review = useTranslations("review");
  const [isOpen, setOpen] = useState(false);
  const [isPending, startTransition] = useTransition();
  const [hasFailed, setHasFailed] = useState(false);
  const kept = (Object.keys(counts) as (keyof AccountCounts)[]).filter((what) => counts[what] > 0);
  return (
    <>
      <Button look="danger" onClick={() => setOpen(true)}>
        {t("delete")}
      </Button>
      {isOpen && (
        <Dialog title={t("deleteTitle", { handle })} onClose={() => setOpen(false)}>
          <p className="mb-2">{t("deleteText")}</p>
          <ul className="mb-4 list-disc ps-5">
            <li>{t("signIns")}</li>
            {kept.map((what) => (
              <li key={what}>{t(`counts.${what}`, { count: counts[what] })}</li>
            ))}
          </ul>
          <p className="mb-5">{t("stays")}</p>
          {hasFailed && (
            <div className="mb-5">
              <Notice kind="trouble" live>
                {review("failed")}
              </Notice>
            </div>
          )}
          <div className="flex flex-wrap gap-3">
            <Button
              look="danger"
              disabled={isPending}
              onClick={() =>
                startTransition(async () => setHasFailed(await fails(deleteAccountAction())))
              }
            >
              {t("deleteNow")}
            </Button>
            <Button onClick={() => setOpen(false)}>{common("cancel")}</Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
