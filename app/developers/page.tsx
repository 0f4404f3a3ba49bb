import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { env } from "@/lib/env";
import { openApiDocument } from "@/lib/sharing";
import { Foot } from "../_ui/foot";
import { TopBar } from "../_ui/top-bar";
import { OperationSection, Parameters, Schema } from "./operation";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("partners"))("title") };
}

/** The partner API, as its own description has it. */
export default async function DevelopersPage() {
  const t = await getTranslations("partners");
  const { servers, paths, webhooks } = openApiDocument(env().PUBLIC_URL);
  const received = webhooks.arrival.post;
  const base = servers[0]?.url ?? "";
  return (
    <>
      <TopBar />
      <main id="content" className="page py-8">
        <div className="max-w-[48rem] space-y-8">
          <div className="space-y-3">
            <h1 className="text-28">{t("title")}</h1>
            <p className="text-17 text-ink-soft">{t("lead")}</p>
            <p>
              {t.rich("document", {
                link: (chunks) => <a href={`${base}/openapi.json`}>{chunks}</a>,
              })}
            </p>
            <pre
              dir="ltr"
              className="rounded-12 break-words whitespace-pre-wrap bg-sunken p-4 text-13"
            >
              {`curl -H "Authorization: Bearer $KEY" \\\n  ${base}/arrivals`}
            </pre>
            <p className="text-ink-soft">{t("rate")}</p>
            <p className="text-ink-soft">{t("webhooks")}</p>
          </div>
          {Object.entries(paths).flatMap(([path, operations]) =>
            Object.entries(operations).map(([method, operation]) => (
              <OperationSection key={operation.operationId} {...{ method, path, operation }} />
            )),
          )}
          <section className="space-y-2">
            <h2 className="text-17">{t("webhookBody")}</h2>
            <Parameters parameters={received.parameters} />
            <Schema answer={received.requestBody} />
          </section>
        </div>
      </main>
      <Foot />
    </>
  );
}
