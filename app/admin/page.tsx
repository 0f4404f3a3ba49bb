import { getFormatter, getTranslations } from "next-intl/server";
import { requireAdmin } from "@/lib/auth";
import { platforms } from "@/lib/exports";
import { type DayCount, listDays, recordDay } from "@/lib/metrics";
import { Chart } from "../_ui/chart";

const DAYS = 30;
const DAY_MS = 24 * 60 * 60_000;

/** The service at a glance. Nothing here says who anybody is, or whom they follow. */
export default async function OverviewPage() {
  await requireAdmin();
  await recordDay();
  const [t, format, counts] = await Promise.all([
    getTranslations("admin.overview"),
    getFormatter(),
    listDays(DAYS),
  ]);
  const days = lastDays(counts);
  const of = (what: string, kind = "") => days.map((day) => valueOn(counts, day, what, kind));
  const labels = days.map((day) =>
    format.dateTime(day, { month: "short", day: "numeric", timeZone: "UTC" }),
  );
  const number = (value: number) => format.number(value, { notation: "compact" });
  const shared = { labels, format: number, tableTitle: t("table") };

  const found = of("names", "found");
  const notFound = of("names", "not_found");
  const rate = found.map((value, place) => shareOf(value, notFound[place] ?? null));
  return (
    <>
      <h1 className="text-28">{t("title")}</h1>
      {counts.length === 0 && <p className="text-ink-soft">{t("empty")}</p>}
      <div className="grid gap-4 md:grid-cols-2">
        <Chart
          {...shared}
          title={t("people")}
          series={[{ name: t("peopleSoFar"), look: "solid", values: of("people") }]}
        />
        <Chart
          {...shared}
          title={t("newPeople")}
          series={[{ name: t("aDay"), look: "bars", values: zeros(of("new_people")) }]}
        />
        <Chart
          {...shared}
          title={t("names")}
          series={[
            { name: t("found"), look: "solid", values: found },
            { name: t("notFound"), look: "dashed", values: notFound },
            { name: t("notChecked"), look: "dotted", values: of("names", "not_checked") },
          ]}
        />
        <Chart
          {...shared}
          title={t("rate")}
          format={(value) => format.number(value, { style: "percent" })}
          series={[{ name: t("rateOf"), look: "solid", values: rate }]}
        />
        <Chart
          {...shared}
          title={t("lists")}
          series={[
            { name: t("aDay"), look: "bars", values: zeros(sumOn(counts, days, "new_lists")) },
          ]}
          note={<Platforms counts={counts} />}
        />
        <Chart
          {...shared}
          title={t("follows")}
          series={[{ name: t("aDay"), look: "bars", values: zeros(of("follows")) }]}
        />
        <Chart
          {...shared}
          title={t("notifications")}
          series={[
            { name: t("sent"), look: "solid", values: zeros(of("notifications", "sent")) },
            { name: t("failed"), look: "dashed", values: zeros(of("notifications", "failed")) },
          ]}
        />
      </div>
    </>
  );
}

/** Lists by platform over all the days shown. */
async function Platforms({ counts }: { counts: DayCount[] }) {
  const format = await getFormatter();
  const sums = platforms
    .map(({ id, name }) => ({
      name,
      sum: counts
        .filter(({ what, kind }) => what === "new_lists" && kind === id)
        .reduce((sum, { value }) => sum + value, 0),
    }))
    .filter(({ sum }) => sum > 0)
    .sort((a, b) => b.sum - a.sum);
  return sums.map(({ name, sum }) => `${name} ${format.number(sum)}`).join(" · ");
}

function lastDays(counts: DayCount[]) {
  const last = counts.at(-1)?.day.getTime() ?? Math.floor(Date.now() / DAY_MS) * DAY_MS;
  return Array.from({ length: DAYS }, (_, place) => new Date(last - (DAYS - 1 - place) * DAY_MS));
}

function valueOn(counts: DayCount[], day: Date, what: string, kind: string) {
  const count = counts.find(
    (one) => one.day.getTime() === day.getTime() && one.what === what && one.kind === kind,
  );
  return count?.value ?? null;
}

function sumOn(counts: DayCount[], days: Date[], what: string) {
  return days.map((day) => {
    const ofDay = counts.filter((one) => one.day.getTime() === day.getTime() && one.what === what);
    return ofDay.reduce((sum, { value }) => sum + value, 0);
  });
}

/** On a day without a count of something that is counted as it happens, nothing happened. */
function zeros(values: (number | null)[]) {
  return values.map((value) => value ?? 0);
}

function shareOf(found: number | null, notFound: number | null) {
  const checked = (found ?? 0) + (notFound ?? 0);
  return checked > 0 ? (found ?? 0) / checked : null;
}
