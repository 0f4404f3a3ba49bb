import type { Metadata } from "next";
import Link from "next/link";
import { connection } from "next/server";
import { getTranslations } from "next-intl/server";
import { env } from "@/lib/env";
import { type Kept, keptDays, listKept } from "@/lib/privacy";
import { Foot } from "../_ui/foot";
import { TopBar } from "../_ui/top-bar";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("privacy"))("title") };
}

const points = ["archive", "others", "logs"] as const;

/** What this service keeps about people, and for how long: made from its database and its settings. */
export default async function PrivacyPage() {
  await connection();
  const [t, kept] = await Promise.all([getTranslations("privacy"), listKept()]);
  const { CONTACT } = env();
  return (
    <>
      <TopBar />
      <main id="content" className="page py-8">
        <div className="max-w-[48rem] space-y-10">
          <div className="space-y-2">
            <h1 className="text-28">{t("title")}</h1>
            <p className="text-17 text-ink-soft">{t("lead")}</p>
          </div>
          <div className="space-y-6">
            {points.map((point) => (
              <section key={point} className="space-y-1">
                <h2 className="text-17">{t(`points.${point}.title`)}</h2>
                <p>{t(`points.${point}.text`)}</p>
              </section>
            ))}
            <section className="space-y-1">
              <h2 className="text-17">{t("rights.title")}</h2>
              <p>
                {t.rich("rights.text", {
                  link: (chunks) => <Link href="/settings">{chunks}</Link>,
                })}
              </p>
              {CONTACT && (
                <p>
                  {t.rich("contact", {
                    contact: CONTACT.replace(/^mailto:/, ""),
                    link: (chunks) => <a href={CONTACT}>{chunks}</a>,
                  })}
                </p>
              )}
            </section>
          </div>
          <section className="space-y-3">
            <h2 className="text-21">{t("kept")}</h2>
            <ul className="divide-y divide-line rounded-12 border border-line bg-raised">
              {kept.map((one) => (
                <Purpose key={one.purpose} {...one} />
              ))}
            </ul>
          </section>
        </div>
      </main>
      <Foot />
    </>
  );
}

async function Purpose({ purpose, tables }: Kept) {
  const t = await getTranslations("privacy");
  const fields = tables.reduce((sum, { columns }) => sum + columns.length, 0);
  return (
    <li id={purpose} className="space-y-2 px-5 py-4">
      <h3 className="text-15">{t(`purposes.${purpose}.title`)}</h3>
      <p>{t(`purposes.${purpose}.text`)}</p>
      <p className="text-ink-soft">{t(`purposes.${purpose}.until`, keptDays())}</p>
      <details className="text-13 text-ink-soft">
        <summary>{t("fields", { fields, tables: tables.length })}</summary>
        <dl className="space-y-2 pt-2">
          {tables.map(({ name, columns }) => (
            <div key={name}>
              <dt className="font-semibold">{name}</dt>
              <dd className="break-words">{columns.join(", ")}</dd>
            </div>
          ))}
        </dl>
      </details>
    </li>
  );
}
