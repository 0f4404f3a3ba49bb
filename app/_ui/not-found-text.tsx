import { getTranslations } from "next-intl/server";
import { ButtonLink } from "./button-link";

/** What is said where an address leads nowhere; the landmark around it is the page's or the frame's. */
export async function NotFoundText() {
  const t = await getTranslations("errors");
  const common = await getTranslations("common");
  return (
    <div className="max-w-[40rem] space-y-4 py-8">
      {/* The title that Next makes of the page's metadata is lost in the browser where the page is not there. */}
      <title>{`${t("notFoundTitle")} · ${common("appName")}`}</title>
      <h1 className="text-28">{t("notFoundTitle")}</h1>
      <p className="text-ink-soft">{t("notFoundText")}</p>
      <ButtonLink look="main" href="/uploads">
        {t("home")}
      </ButtonLink>
    </div>
  );
}
