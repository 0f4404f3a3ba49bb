import { useFormatter, useTranslations } from "next-intl";
import { Progress } from "@/app/_ui/progress";
import type { FollowingWork, MatchingWork } from "@/lib/admin";
import { findApp } from "@/lib/apps";
import { platforms } from "@/lib/exports";
import { retryFollowingAction, retryMatchingAction } from "../actions";
import { Submit } from "../submit";
import { Table } from "../table";
import { When } from "../when";

/** Lists whose names are being checked. */
export function MatchingTable({ rows }: { rows: MatchingWork[] }) {
  const t = useTranslations("admin.jobs");
  const format = useFormatter();
  return (
    <Table
      title={t("matching", { count: rows.length })}
      empty={t("noMatching")}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          name: t("platform"),
          cell: ({ platform }) => platforms.find(({ id }) => id === platform)?.name ?? platform,
        },
        {
          name: t("checked"),
          cell: ({ checked, total }) => <Share done={checked} total={total} />,
        },
        { name: t("found"), isNumber: true, cell: ({ found }) => format.number(found) },
        {
          name: t("rate"),
          isNumber: true,
          cell: ({ rate }) => rate && format.number(rate, { maximumFractionDigits: 1 }),
        },
        { name: t("state"), cell: ({ state }) => t(`work.${state}`) },
        { name: t("problem"), cell: (row) => <Problem {...row} /> },
        {
          name: t("act"),
          cell: ({ id, problem }) =>
            problem && (
              <form action={retryMatchingAction}>
                <input type="hidden" name="id" value={id} />
                <Submit>{t("retry")}</Submit>
              </form>
            ),
        },
      ]}
    />
  );
}

/** Follow batches that are not finished. */
export function FollowingTable({ rows }: { rows: FollowingWork[] }) {
  const t = useTranslations("admin.jobs");
  const format = useFormatter();
  return (
    <Table
      title={t("following", { count: rows.length })}
      empty={t("noFollowing")}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          name: t("where"),
          cell: ({ kind, apps }) =>
            kind === "follows"
              ? format.list(apps.map((id) => findApp(id)?.name ?? id))
              : t(`kinds.${kind}`),
        },
        {
          name: t("settled"),
          cell: ({ settled, total }) => <Share done={settled} total={total} />,
        },
        { name: t("failedOnes"), isNumber: true, cell: ({ failed }) => format.number(failed) },
        { name: t("state"), cell: ({ status }) => t(`work.${status}`) },
        { name: t("problem"), cell: (row) => <Problem {...row} /> },
        {
          name: t("act"),
          cell: ({ id, problem, status }) =>
            problem &&
            status !== "stopped" && (
              <form action={retryFollowingAction}>
                <input type="hidden" name="id" value={id} />
                <Submit>{t("retry")}</Submit>
              </form>
            ),
        },
      ]}
    />
  );
}

function Share({ done, total }: { done: number; total: number }) {
  const t = useTranslations("admin.jobs");
  const text = t("share", { done, total });
  return (
    <div className="min-w-32 space-y-1">
      <span className="whitespace-nowrap">{text}</span>
      <Progress done={done} total={total} label={text} />
    </div>
  );
}

function Problem({ problem, nextAt }: { problem: string | null; nextAt: Date }) {
  if (!problem) return null;
  return (
    <>
      <span className="text-trouble">{problem}</span> · <When at={nextAt} />
    </>
  );
}
