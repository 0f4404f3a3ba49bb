"use client";

import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import type { AccountCounts } from "@/lib/account";
import { deleteAccountAction } from "./delete-account-action";

/** Deletes the account after saying what goes with it, and how much of it. */
export function DeleteAccount({ counts, handle }: { counts: AccountCounts; handle: string }) {
  const t = useTranslations("settings.data");
  const common = useTranslations("common");
  const [isOpen, setOpen] = useState(false);
  const [isPending, startTransition] = useTransition();
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
          <div className="flex flex-wrap gap-3">
            <Button
              look="danger"
              disabled={isPending}
              onClick={() => startTransition(() => deleteAccountAction())}
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
