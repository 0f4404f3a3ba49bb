import { useTranslations } from "next-intl";
import type { JobView } from "@/lib/jobs";
import { pauseJobAction, resumeJobAction, runJobAction } from "../actions";
import { Submit } from "../submit";
import { Table } from "../table";
import { When } from "../when";

const HOUR_MS = 60 * 60_000;

/** Every job: whether it goes on, when it last ran, and pause, resume and (for what the clock starts) run now. */
export function JobTable({ jobs }: { jobs: JobView[] }) {
  const t = useTranslations("admin.jobs");
  const names = useTranslations("admin.jobNames");
  return (
    <Table
      title={t("title")}
      empty=""
      rows={jobs}
      keyOf={({ name }) => name}
      columns={[
        { name: t("job"), cell: ({ name }) => <strong>{names(name)}</strong> },
        { name: t("state"), cell: (job) => <State job={job} /> },
        // Before what is only read: on a phone the rest is scrolled to.
        { name: t("act"), cell: (job) => <Buttons job={job} /> },
        {
          name: t("lastRun"),
          cell: ({ last }) => (last ? <When at={last.startedAt} /> : t("never")),
        },
        {
          name: t("lastOutcome"),
          cell: ({ last }) => last?.outcome && t(`outcomes.${last.outcome}`),
        },
        {
          name: t("when"),
          cell: ({ everyMs }) =>
            everyMs ? t("everyHours", { hours: everyMs / HOUR_MS }) : t("always"),
        },
      ]}
    />
  );
}

function State({ job }: { job: JobView }) {
  const t = useTranslations("admin.jobs");
  if (job.pausedAt) return <span className="text-new">{t("states.paused")}</span>;
  if (job.going > 0) {
    return <span className="text-found">{t("states.going", { count: job.going })}</span>;
  }
  return t("states.idle");
}

function Buttons({ job: { name, pausedAt, everyMs } }: { job: JobView }) {
  const t = useTranslations("admin.jobs");
  const job = useTranslations("admin.jobNames")(name);
  return (
    <div className="flex gap-2">
      <form action={pausedAt ? resumeJobAction : pauseJobAction}>
        <input type="hidden" name="job" value={name} />
        <Submit aria-label={t(pausedAt ? "resumeJob" : "pauseJob", { job })}>
          {t(pausedAt ? "resume" : "pause")}
        </Submit>
      </form>
      {everyMs !== null && !pausedAt && (
        <form action={runJobAction}>
          <input type="hidden" name="job" value={name} />
          <Submit aria-label={t("runJob", { job })}>{t("run")}</Submit>
        </form>
      )}
    </div>
  );
}
