import { useFormatter, useTranslations } from "next-intl";
import type { RunView } from "@/lib/jobs";
import { Table } from "./table";
import { When } from "./when";

/** Runs of jobs: when, for how long, what they did, how they ended. */
export function RunTable({ runs }: { runs: RunView[] }) {
  const t = useTranslations("admin.jobs");
  const names = useTranslations("admin.jobNames");
  const format = useFormatter();
  return (
    <Table
      title={t("lastRuns")}
      empty={t("noRuns")}
      rows={runs}
      keyOf={({ id }) => String(id)}
      columns={[
        {
          name: t("job"),
          // A job that a later version no longer has keeps its own name in its records.
          cell: ({ job }) => (names.has(job as "match") ? names(job as "match") : job),
        },
        { name: t("started"), cell: ({ startedAt }) => <When at={startedAt} /> },
        {
          name: t("seconds"),
          isNumber: true,
          cell: ({ startedAt, endedAt }) =>
            endedAt &&
            format.number((endedAt.getTime() - startedAt.getTime()) / 1000, {
              maximumFractionDigits: 1,
            }),
        },
        {
          name: t("lastOutcome"),
          cell: ({ outcome, error }) => (
            <>
              {t(`outcomes.${outcome ?? "going"}`)}
              {error && <span className="block text-13 text-trouble">{error}</span>}
            </>
          ),
        },
        {
          name: t("done"),
          cell: ({ done }) =>
            format.list(
              Object.entries(done)
                .filter(([, count]) => count > 0)
                .map(([what, count]) => `${what} ${format.number(count)}`),
            ),
        },
      ]}
    />
  );
}
