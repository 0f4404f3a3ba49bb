import { getFormatter, getTranslations } from "next-intl/server";
import { countChecks, listFollowing, listMatching, listWatching } from "@/lib/admin";
import { requireAdmin } from "@/lib/auth";
import { listJobs, listRuns } from "@/lib/jobs";
import { Refresh } from "../refresh";
import { RunTable } from "../run-table";
import { JobTable } from "./job-table";
import { WatchingTables } from "./watching";
import { FollowingTable, MatchingTable } from "./work";

const RUNS = 20;

/** What goes on in the background, with what an operator can do about it. */
export default async function JobsPage() {
  await requireAdmin();
  const [t, format, jobs, runs, matching, following, sources, checks] = await Promise.all([
    getTranslations("admin.jobs"),
    getFormatter(),
    listJobs(),
    listRuns(RUNS),
    listMatching(),
    listFollowing(),
    listWatching(),
    countChecks(),
  ]);
  return (
    <>
      <Refresh />
      <h1 className="text-28">{t("title")}</h1>
      <JobTable jobs={jobs} />
      <section className="space-y-3">
        <h2 className="text-21">{t("matching", { count: matching.length })}</h2>
        <MatchingTable rows={matching} />
      </section>
      <section className="space-y-3">
        <h2 className="text-21">{t("following", { count: following.length })}</h2>
        <FollowingTable rows={following} />
      </section>
      <section className="space-y-3">
        <h2 className="text-21">{t("watch.title")}</h2>
        <WatchingTables sources={sources} checks={checks} />
      </section>
      <section className="space-y-3">
        <h2 className="text-21">{t("runs", { count: format.number(RUNS) })}</h2>
        <RunTable runs={runs} />
      </section>
    </>
  );
}
