import { getMessages, getTranslations } from "next-intl/server";
import type { PlatformId } from "@/lib/exports";

const parts = ["format", "duration", "reads", "readsNot"] as const;

/** How to get the list of one platform, and what is read of it. */
export async function Guide({ platform }: { platform: PlatformId }) {
  const [t, texts, messages] = await Promise.all([
    getTranslations("guides"),
    getTranslations("exports.guides"),
    getMessages(),
  ]);
  const steps = Object.keys(messages.exports.guides[platform].steps);
  return (
    <div className="space-y-4">
      <h3 className="text-15">{t("steps")}</h3>
      <ol className="list-decimal space-y-1.5 ps-5">
        {steps.map((step) => (
          <li key={step}>{texts(`${platform}.steps.${step}` as "instagram.steps.step1")}</li>
        ))}
      </ol>
      <dl className="space-y-3">
        {parts.map((part) => (
          <div key={part}>
            <dt className="text-13 text-ink-faint">{t(part)}</dt>
            <dd>{texts(`${platform}.${part}`)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
