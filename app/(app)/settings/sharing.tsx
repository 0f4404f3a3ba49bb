import { getFormatter, getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { Button } from "@/app/_ui/button";
import { findOptedOut } from "@/lib/opt-outs";
import { listConsents } from "@/lib/partners";
import type { UserDid } from "@/lib/users";
import {
  grantConsentAction,
  optInAction,
  optOutAction,
  revokeConsentAction,
} from "./sharing-actions";

/** Whether others may find this person, and which apps may read what is found for them. */
export async function Sharing({ user }: { user: UserDid }) {
  const [t, format, partners, optedOut] = await Promise.all([
    getTranslations("partners.settings"),
    getFormatter(),
    listConsents(user),
    findOptedOut([user]),
  ]);
  const isHidden = optedOut.has(user);
  return (
    <>
      <section className="space-y-3">
        <h2 className="text-17">{t("beFound")}</h2>
        <p className="text-ink-soft">{t(isHidden ? "hiddenText" : "shownText")}</p>
        <ActionForm action={isHidden ? optInAction : optOutAction}>
          <Button type="submit">{t(isHidden ? "show" : "hide")}</Button>
        </ActionForm>
      </section>
      {partners.length > 0 && (
        <section className="space-y-3">
          <h2 className="text-17">{t("apps")}</h2>
          <p className="text-ink-soft">{t("appsText")}</p>
          <ul className="divide-y divide-line border-line border-y">
            {partners.map(({ id, name, homepage, grantedAt }) => (
              <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
                <span className="min-w-0 grow">
                  {homepage ? <a href={homepage}>{name}</a> : name}
                  <span className="block text-13 text-ink-soft">
                    {grantedAt
                      ? t("since", { date: format.dateTime(grantedAt, { dateStyle: "medium" }) })
                      : t("notConnected")}
                  </span>
                </span>
                <ActionForm action={grantedAt ? revokeConsentAction : grantConsentAction}>
                  <input type="hidden" name="partnerId" value={id} />
                  <Button
                    type="submit"
                    aria-label={t(grantedAt ? "disconnectApp" : "connectApp", { app: name })}
                  >
                    {t(grantedAt ? "disconnect" : "connect")}
                  </Button>
                </ActionForm>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
