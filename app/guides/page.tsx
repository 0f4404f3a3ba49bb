import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { platforms } from "@/lib/exports";
import { Foot } from "../_ui/foot";
import { PlatformMark } from "../_ui/platform-mark";
import { TopBar } from "../_ui/top-bar";
import { Guide } from "./guide";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("guides"))("title") };
}

/** For every platform: how to get the list, and what is read of it. */
export default async function GuidesPage() {
  const t = await getTranslations("guides");
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
                <summary className="flex items-center gap-3 px-5 py-4">
                  <PlatformMark id={id} />
                  <h2 className="text-15">{name}</h2>
                </summary>
                <div className="px-5 pb-5">
                  <Guide platform={id} />
                </div>
              </details>
            ))}
          </div>
        </div>
      </main>
      <Foot />
    </>
  );
}
