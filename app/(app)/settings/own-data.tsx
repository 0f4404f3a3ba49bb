import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { countAccount } from "@/lib/account";
import type { UserDid } from "@/lib/users";
import { DeleteAccount } from "./delete-account";

/** What is kept about this person: to take along, and to delete. */
export async function OwnData({ user, handle }: { user: UserDid; handle: string }) {
  const [t, foot, counts] = await Promise.all([
    getTranslations("settings.data"),
    getTranslations("foot"),
    countAccount(user),
  ]);
  return (
    <section id="data" className="space-y-3">
      <h2 className="text-17">{t("title")}</h2>
      <p className="text-ink-soft">{t("text", counts)}</p>
      <div className="flex flex-wrap items-center gap-4">
        <a href="/settings/export" download>
          {t("export")}
        </a>
        <Link href="/privacy">{foot("privacy")}</Link>
        <DeleteAccount counts={counts} handle={handle} />
      </div>
    </section>
  );
}
