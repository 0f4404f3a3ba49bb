import Link from "next/link";
import { getFormatter, getTranslations } from "next-intl/server";
import { requireAdmin } from "@/lib/auth";
import { listPartners } from "@/lib/partners";
import { Submit } from "../submit";
import { Table } from "../table";
import { When } from "../when";
import { revokeKeyAction } from "./actions";
import { NewKey, NewPartner } from "./forms";

/** The partners that people can connect, and their keys. */
export default async function PartnersPage() {
  await requireAdmin();
  const [t, format, partners] = await Promise.all([
    getTranslations("admin.partners"),
    getFormatter(),
    listPartners(),
  ]);
  return (
    <>
      <h1 className="text-28">{t("title")}</h1>
      <p className="max-w-[44rem] text-ink-soft">
        {t.rich("text", { link: (chunks) => <Link href="/developers">{chunks}</Link> })}
      </p>
      {partners.map(({ id, name, homepage, people, hasWebhook, keys }) => (
        <section key={id} className="space-y-3">
          <h2 className="text-21">{name}</h2>
          <p className="text-13 text-ink-soft">
            {[homepage, t("people", { count: people }), hasWebhook && t("webhook")]
              .filter(Boolean)
              .join(" · ")}
          </p>
          <Table
            title={t("keysOf", { partner: name })}
            empty={t("noKeys")}
            rows={keys}
            keyOf={(key) => key.id}
            columns={[
              { name: t("key"), cell: (key) => key.name },
              {
                name: t("made"),
                cell: ({ createdAt }) => format.dateTime(createdAt, { dateStyle: "medium" }),
              },
              {
                name: t("lastUsed"),
                cell: ({ lastUsed }) => (lastUsed ? <When at={lastUsed} /> : t("never")),
              },
              {
                name: t("act"),
                cell: (key) =>
                  key.active ? (
                    <form action={revokeKeyAction}>
                      <input type="hidden" name="keyId" value={key.id} />
                      <Submit look="danger" aria-label={t("revokeKey", { key: key.name })}>
                        {t("revoke")}
                      </Submit>
                    </form>
                  ) : (
                    <span className="text-ink-soft">{t("revoked")}</span>
                  ),
              },
            ]}
          />
          <NewKey partnerId={id} partner={name} />
        </section>
      ))}
      <section className="space-y-3">
        <h2 className="text-21">{t("new")}</h2>
        <NewPartner />
      </section>
    </>
  );
}
