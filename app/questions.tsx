import { getTranslations } from "next-intl/server";

const questions = ["network", "safe", "told", "missing", "hidden"] as const;

/** What somebody asks who has never heard of the network, or of ATlast. */
export async function Questions() {
  const t = await getTranslations("questions");
  return (
    <section className="space-y-5">
      <h2 className="text-21">{t("title")}</h2>
      <div className="max-w-[48rem] divide-y divide-line border-line border-y">
        {questions.map((question) => (
          <details key={question} name="question">
            <summary className="py-4">
              <h3 className="inline text-15">{t(`${question}.question`)}</h3>
            </summary>
            <p className="pb-5 text-ink-soft">{t(`${question}.answer`)}</p>
          </details>
        ))}
      </div>
    </section>
  );
}
