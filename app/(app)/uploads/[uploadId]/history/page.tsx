import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { z } from "zod";
import { Chart } from "@/app/_ui/chart";
import { requireUser } from "@/lib/auth";
import { type FoundDay, foundByDay } from "@/lib/history";
import { countRows } from "@/lib/review";
import { getUpload, listUploads } from "@/lib/uploads";
import { Comparison } from "./comparison";
import { Funnel } from "./funnel";
import { Platforms } from "./platforms";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("history"))("title") };
}

/** What became of a list, how it was found over time, and what changed since an older list of the same platform. */
export default async function HistoryPage({
  params,
  searchParams,
}: PageProps<"/uploads/[uploadId]/history">) {
  const user = await requireUser();
  const id = z.uuid().safeParse((await params).uploadId);
  const upload = id.success ? await getUpload(user.did, id.data) : null;
  if (!upload) notFound();
  const [t, days, counts, uploads] = await Promise.all([
    getTranslations("history"),
    foundByDay(user.did, upload.id),
    countRows(user.did, upload.id, { show: "all", only: [], text: "" }),
    listUploads(user.did),
  ]);
  const older = uploads.filter(
    (other) => other.platform === upload.platform && other.createdAt < upload.createdAt,
  );
  const wanted = (await searchParams).with;
  const chosen = older.find((list) => list.id === wanted) ?? older[0];

  return (
    <div className="max-w-[44rem] space-y-8">
      <div>
        <p className="text-13">
          <Link href={`/uploads/${upload.id}`} dir="auto">
            {upload.name}
          </Link>
        </p>
        <h1 className="text-28">{t("title")}</h1>
      </div>
      <Funnel
        steps={{
          brought: upload.total,
          checked: upload.total - upload.notChecked,
          found: upload.found,
          followed: counts.filters.followed,
        }}
      />
      <FoundOverTime days={days} total={upload.total} />
      <Platforms uploads={uploads} />
      <section className="space-y-4">
        <h2 className="text-21">{t("compare")}</h2>
        {chosen ? (
          <Comparison user={user.did} upload={upload} older={older} chosen={chosen} />
        ) : (
          <p className="text-ink-soft">{t("noOlder")}</p>
        )}
      </section>
    </div>
  );
}

/** One day is a sentence; more are a line. */
async function FoundOverTime({ days, total }: { days: FoundDay[]; total: number }) {
  const [t, format] = await Promise.all([getTranslations("history"), getFormatter()]);
  const dateOf = (day: string) =>
    format.dateTime(new Date(day), { dateStyle: "medium", timeZone: "UTC" });
  const [first] = days;
  if (!first) return <p className="text-ink-soft">{t("nobody")}</p>;
  if (days.length === 1) {
    return <p>{t("foundOn", { count: first.found, total, date: dateOf(first.day) })}</p>;
  }
  return (
    <Chart
      title={t("found")}
      tableTitle={t("table")}
      labels={days.map(({ day }) => dateOf(day))}
      series={[
        { name: t("foundOf", { total }), values: days.map(({ found }) => found), look: "solid" },
      ]}
      format={(value) => format.number(value)}
    />
  );
}
