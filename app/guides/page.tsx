import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { platforms } from "@/lib/exports";
import { PlatformMark } from "../_ui/platform-mark";
import { TopBar } from "../_ui/top-bar";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("guides"))("title") };
}

const parts = ["format", "duration", "reads", "readsNot"] as const;

/** For every platform: how to get the list, and what is read of it. */
export default async function GuidesPage() {
  const t = await getTranslations("guides");
  const texts = await getTranslations("exports.guides");
  return (
    <>
      <TopBar />
      <main id="content" className="page py-8">
        <div className="max-w-[48rem] space-y-8">
          <div className="space-y-2">
            <h1 className="text-28">{t("title")}</h1>
            <p className="text-17 text-ink-soft">{t("lead")}</p>
          </div>
          <div className="space-y-3">
            {platforms.map(({ id, name }) => (
              <details
                key={id}
                id={id}
                name="guide"
                className="rounded-12 border border-line bg-raised"
              >
                <summary className="flex items-center gap-3 px-5 py-4 font-semibold">
                  <PlatformMark id={id} />
                  {name}
                </summary>
                <div className="space-y-4 px-5 pb-5">
                  <h2 className="text-15">{t("steps")}</h2>
                  <ol className="list-decimal space-y-1.5 ps-5">
                    {stepsOf(id).map((step) => (
                      <li key={step}>{texts(`${id}.steps.${step}` as "instagram.steps.step1")}</li>
                    ))}
                  </ol>
                  <dl className="space-y-3">
                    {parts.map((part) => (
                      <div key={part}>
                        <dt className="text-13 text-ink-faint">{t(part)}</dt>
                        <dd>{texts(`${id}.${part}`)}</dd>
                      </div>
                    ))}
                  </dl>
                </div>
              </details>
            ))}
          </div>
        </div>
      </main>
    </>
  );

  function stepsOf(id: string) {
    const steps: string[] = [];
    while (texts.has(`${id}.steps.step${steps.length + 1}` as "instagram.steps.step1")) {
      steps.push(`step${steps.length + 1}`);
    }
    return steps;
  }
}
