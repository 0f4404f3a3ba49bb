import { getLocale, getTranslations } from "next-intl/server";
import { languages } from "@/i18n/languages";
import { chooseLanguageAction } from "./login/actions";

/** The languages of ATlast, for those who are not signed in. */
export async function LanguageMenu() {
  const [t, current] = [await getTranslations("door"), await getLocale()];
  return (
    <form action={chooseLanguageAction}>
      <fieldset className="flex flex-wrap gap-x-1 gap-y-1">
        <legend className="only-read">{t("languages")}</legend>
        {Object.entries(languages).map(([tag, { name }]) => (
          <button
            key={tag}
            type="submit"
            name="language"
            value={tag}
            lang={tag}
            aria-current={tag === current || undefined}
            className="quick min-h-10 rounded-6 px-3 text-ink-soft hover:bg-sunken aria-[current]:font-semibold aria-[current]:text-ink"
          >
            {name}
          </button>
        ))}
      </fieldset>
    </form>
  );
}
