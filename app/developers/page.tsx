import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { env } from "@/lib/env";
import { openApiDocument } from "@/lib/sharing";
import { Foot } from "../_ui/foot";
import { TopBar } from "../_ui/top-bar";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("partners"))("title") };
}

/** The partner API, as its own description has it. */
export default async function DevelopersPage() {
  const t = await getTranslations("partners");
  const { servers, paths } = openApiDocument(env().PUBLIC_URL);
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
              className="rounded-12 break-all whitespace-pre-wrap bg-sunken p-4 text-13"
            >
              {`curl -H "Authorization: Bearer $KEY" ${base}/arrivals`}
            </pre>
            <p className="text-ink-soft">{t("rate")}</p>
            <p className="text-ink-soft">{t("webhooks")}</p>
          </div>
          {Object.entries(paths).flatMap(([path, operations]) =>
            Object.entries(operations).map(([method, operation]) => (
              <section key={operation.operationId} className="space-y-2">
                <h2 className="text-17">
                  <code dir="ltr" className="break-all">
                    <span className="text-accent uppercase">{method}</span> {path}
                  </code>
                </h2>
                <p>{operation.summary}</p>
                <ul className="space-y-1">
                  {Object.entries(operation.responses).map(([status, answer]) => (
                    <li key={status}>
                      <details>
                        <summary>
                          <strong>{status}</strong> {descriptionOf(answer)}
                        </summary>
                        <Schema answer={answer} />
                      </details>
                    </li>
                  ))}
                  {operation.requestBody && (
                    <li>
                      <details>
                        <summary>{t("request")}</summary>
                        <Schema answer={operation.requestBody} />
                      </details>
                    </li>
                  )}
                </ul>
              </section>
            )),
          )}
        </div>
      </main>
      <Foot />
    </>
  );
}

function Schema({ answer }: { answer: object }) {
  const { content = {} } = answer as { content?: Record<string, { schema: object }> };
  return Object.entries(content).map(([type, { schema }]) => (
    <pre
      key={type}
      dir="ltr"
      className="mt-2 rounded-12 break-words whitespace-pre-wrap bg-sunken p-4 text-13"
    >
      {`${type}\n${JSON.stringify(schema, null, 2)}`}
    </pre>
  ));
}

function descriptionOf(answer: object) {
  return (answer as { description?: string }).description;
}
