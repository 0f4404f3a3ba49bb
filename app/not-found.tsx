import { getTranslations } from "next-intl/server";
import { ButtonLink } from "./_ui/button";

export default async function NotFoundPage() {
  const t = await getTranslations("errors");
  return (
    <main id="content" className="page max-w-[40rem] space-y-4 py-16">
      <h1 className="text-28">{t("notFoundTitle")}</h1>
      <p className="text-ink-soft">{t("notFoundText")}</p>
      <ButtonLink look="main" href="/uploads">
        {t("home")}
      </ButtonLink>
    </main>
  );
}
