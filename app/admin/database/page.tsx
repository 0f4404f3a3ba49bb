import { getFormatter, getTranslations } from "next-intl/server";
import { listIndexes, listStatements, listTables } from "@/lib/admin";
import { requireAdmin } from "@/lib/auth";
import { Table } from "../table";
import { When } from "../when";
import { Checks } from "./checks";

const MEGABYTE = 1024 * 1024;

/** The database: whether all that it needs is there, what takes space, and what takes time. */
export default async function DatabasePage() {
  await requireAdmin();
  const [t, format, tables, indexes, statements] = await Promise.all([
    getTranslations("admin.database"),
    getFormatter(),
    listTables(),
    listIndexes(),
    listStatements(),
  ]);
  const number = (value: number) => format.number(value);
  const megabytes = (bytes: number) =>
    format.number(bytes / MEGABYTE, { maximumFractionDigits: bytes < 10 * MEGABYTE ? 2 : 0 });
  const unused = indexes.filter(({ scans, keepsRule }) => scans === 0 && !keepsRule);
  return (
    <>
      <h1 className="text-28">{t("title")}</h1>
      <section className="space-y-3">
        <h2 className="text-21">{t("checks")}</h2>
        <Checks />
      </section>
      <section className="space-y-3">
        <h2 className="text-21">{t("tables")}</h2>
        <Table
          title={t("tables")}
          empty=""
          rows={tables}
          keyOf={({ name }) => name}
          columns={[
            { name: t("table"), cell: ({ name }) => name },
            { name: t("rows"), isNumber: true, cell: ({ rows }) => number(rows) },
            { name: t("dead"), isNumber: true, cell: ({ deadRows }) => number(deadRows) },
            { name: t("data"), isNumber: true, cell: ({ tableBytes }) => megabytes(tableBytes) },
            { name: t("indexes"), isNumber: true, cell: ({ indexBytes }) => megabytes(indexBytes) },
            {
              name: t("vacuumed"),
              cell: ({ vacuumedAt }) => (vacuumedAt ? <When at={vacuumedAt} /> : t("never")),
            },
          ]}
        />
      </section>
      <section className="space-y-3">
        <h2 className="text-21">{t("unused", { count: unused.length })}</h2>
        <p className="text-ink-soft">{t("unusedText")}</p>
        <Table
          title={t("unused", { count: unused.length })}
          empty={t("noneUnused")}
          rows={unused}
          keyOf={({ name }) => name}
          columns={[
            { name: t("index"), cell: ({ name }) => name },
            { name: t("table"), cell: ({ table }) => table },
            { name: t("size"), isNumber: true, cell: ({ bytes }) => megabytes(bytes) },
          ]}
        />
      </section>
      <section className="space-y-3">
        <h2 className="text-21">{t("slowest")}</h2>
        <Table
          title={t("slowest")}
          empty={statements ? t("noStatements") : t("notInstalled")}
          rows={statements ?? []}
          keyOf={({ query }) => query}
          columns={[
            {
              name: t("statement"),
              cell: ({ query }) => (
                <code dir="ltr" className="text-13 break-words">
                  {query.slice(0, 300)}
                </code>
              ),
            },
            { name: t("calls"), isNumber: true, cell: ({ calls }) => number(calls) },
            { name: t("mean"), isNumber: true, cell: ({ meanMs }) => number(meanMs) },
            { name: t("total"), isNumber: true, cell: ({ totalMs }) => number(totalMs / 1000) },
          ]}
        />
      </section>
    </>
  );
}
