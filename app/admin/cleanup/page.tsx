import { getFormatter, getTranslations } from "next-intl/server";
import { requireAdmin } from "@/lib/auth";
import { previewCleanup } from "@/lib/cleanup";
import { env } from "@/lib/env";
import { listRuns } from "@/lib/jobs";
import { runJobAction } from "../actions";
import { RunTable } from "../run-table";
import { Submit } from "../submit";
import { Table } from "../table";

const RUNS = 20;

/** What the cleanup removed, what it would remove now, and how long things are kept. */
export default async function CleanupPage() {
  await requireAdmin();
  const [t, format, runs, preview] = await Promise.all([
    getTranslations("admin.cleanup"),
    getFormatter(),
    listRuns(RUNS, "cleanup"),
    previewCleanup(),
  ]);
  const keep = env();
  const settings = [
    "KEEP_SENT_NOTIFICATIONS_DAYS",
    "KEEP_FAILED_NOTIFICATIONS_DAYS",
    "KEEP_UNUSED_TOKENS_DAYS",
    "KEEP_ORPHANED_ACCOUNTS_DAYS",
    "KEEP_RUNS_DAYS",
  ] as const;
  return (
    <>
      <h1 className="text-28">{t("title")}</h1>
      <section className="space-y-3">
        <h2 className="text-21">{t("now")}</h2>
        <Table
          title={t("now")}
          empty=""
          rows={Object.entries(preview)}
          keyOf={([table]) => table}
          columns={[
            { name: t("table"), cell: ([table]) => table },
            { name: t("rows"), isNumber: true, cell: ([, count]) => format.number(count) },
          ]}
        />
        <p className="text-13 text-ink-soft">{t("nowNote")}</p>
        <form action={runJobAction}>
          <input type="hidden" name="job" value="cleanup" />
          <Submit look="main">{t("run")}</Submit>
        </form>
      </section>
      <section className="space-y-3">
        <h2 className="text-21">{t("keep")}</h2>
        <Table
          title={t("keep")}
          empty=""
          rows={[...settings]}
          keyOf={(name) => name}
          columns={[
            { name: t("what"), cell: (name) => t(`kept.${name}`) },
            { name: t("days"), isNumber: true, cell: (name) => format.number(keep[name]) },
            {
              name: t("setting"),
              cell: (name) => (
                <code dir="ltr" className="text-13">
                  {name}
                </code>
              ),
            },
          ]}
        />
      </section>
      <section className="space-y-3">
        <h2 className="text-21">{t("last")}</h2>
        <RunTable runs={runs} />
      </section>
    </>
  );
}
