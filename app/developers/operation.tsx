import { getTranslations } from "next-intl/server";
import type { Operation, Parameter } from "@/lib/sharing";

/** One thing that can be asked for: how, with what, and what is answered. */
export async function OperationSection({
  method,
  path,
  operation,
}: {
  method: string;
  path: string;
  operation: Operation;
}) {
  const t = await getTranslations("partners");
  const { summary, parameters = [], requestBody, responses } = operation;
  return (
    <section className="space-y-2">
      <h2 className="text-17">
        <code dir="ltr" className="break-words">
          <span className="text-accent uppercase">{method}</span> {path}
        </code>
      </h2>
      <p>{summary}</p>
      <ul className="space-y-1">
        {parameters.length > 0 && (
          <li>
            <details>
              <summary>{t("address")}</summary>
              <Parameters parameters={parameters} />
            </details>
          </li>
        )}
        {requestBody && (
          <li>
            <details>
              <summary>{t("request")}</summary>
              <Schema answer={requestBody} />
            </details>
          </li>
        )}
        {Object.entries(responses).map(([status, answer]) => (
          <li key={status}>
            {"content" in answer ? (
              <details>
                <summary>
                  <strong>{status}</strong> {descriptionOf(answer)}
                </summary>
                <Schema answer={answer} />
              </details>
            ) : (
              <>
                <strong>{status}</strong> {descriptionOf(answer)}
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Names with what they mean. */
export function Parameters({
  parameters,
}: {
  parameters: readonly Pick<Parameter, "name" | "description">[];
}) {
  return (
    <dl dir="ltr" className="mt-2 space-y-1 rounded-12 bg-sunken p-4 text-13">
      {parameters.map(({ name, description }) => (
        <div key={name} className="flex flex-wrap gap-x-3">
          <dt>
            <code>{name}</code>
          </dt>
          <dd className="text-ink-soft">{description}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What is sent or answered, as JSON Schema. */
export function Schema({ answer }: { answer: object }) {
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
