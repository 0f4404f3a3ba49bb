import { useFormatter, useTranslations } from "next-intl";
import type { WaitingChecks, Watching } from "@/lib/admin";
import { Table } from "../table";
import { When } from "../when";

/** What is heard from the network, and what of it still waits. */
export function WatchingTables({
  sources,
  checks,
}: {
  sources: Watching[];
  checks: WaitingChecks[];
}) {
  const t = useTranslations("admin.jobs.watch");
  const format = useFormatter();
  return (
    <>
      <Table
        title={t("title")}
        empty={t("none")}
        rows={sources}
        keyOf={({ source }) => source}
        columns={[
          // A source may be an address, which has no place to break at.
          { name: t("source"), cell: ({ source }) => <span className="break-all">{source}</span> },
          {
            name: t("heard"),
            cell: ({ heardAt }) => (heardAt ? <When at={heardAt} /> : t("never")),
          },
          { name: t("state"), cell: ({ isRead }) => t(isRead ? "read" : "notRead") },
        ]}
      />
      {checks.length > 0 && (
        <Table
          title={t("waiting")}
          empty=""
          rows={checks}
          keyOf={({ step }) => step}
          columns={[
            { name: t("waiting"), cell: ({ step }) => t(`steps.${step}`) },
            { name: t("accounts"), isNumber: true, cell: ({ count }) => format.number(count) },
            { name: t("oldest"), cell: ({ oldest }) => <When at={oldest} /> },
          ]}
        />
      )}
    </>
  );
}
