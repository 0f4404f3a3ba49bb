// How fast a page of a review comes, in every view, with its counts, beside the one query that the original ATlast asks
// for each page: one list of 50,000 names with 60,000 matches in a site with a million source accounts.
//   npm run bench:review
import type { View } from "@/lib/review";
import { fillSite, PERSON, size } from "./review/site";
import { type BenchDatabase, startBenchDatabase } from "./watch/database";
import { quantile, timeEach } from "./watch/figures";

const ROWS = 50;
const PAGES = 100;
const RUNS = 30;
const EVERYTHING: View = { show: "all", only: [], sort: "confidence", text: "" };
const TEXTS = ["k", "vi", "mako", "lavi", "bsky", "12345", "nowhere at all"];

/** The original's page, on these tables: joined matches, best first, cut by OFFSET. */
const SEED_PAGE = `
  SELECT account.original_username, account.normalized_username, row.date_followed, match.id, match.atproto_did,
    match.atproto_handle, match.display_name, match.description, match.match_score, match.post_count,
    match.follower_count, status.followed_at, status.dismissed_at
  FROM user_source_follows AS row
  JOIN source_accounts AS account ON account.id = row.source_account_id
  LEFT JOIN atproto_matches AS match ON match.source_account_id = account.id
  LEFT JOIN user_match_status AS status ON status.match_id = match.id AND status.user_did = $2
  WHERE row.upload_id = $1
  ORDER BY CASE WHEN match.id IS NULL THEN 1 ELSE 0 END, match.match_score DESC NULLS LAST, account.original_username
  LIMIT $3 OFFSET $4`;

const database = await startBenchDatabase();
try {
  await measure(database);
} finally {
  await database.stop();
}
process.exit(0);

async function measure(database: BenchDatabase) {
  const begun = performance.now();
  const uploadId = await fillSite(database);
  const seconds = Math.round((performance.now() - begun) / 1000);
  const [names, matches, accounts] = [size.names, size.matches, size.accounts].map((number) =>
    number.toLocaleString("en"),
  );
  console.log(`${names} names, ${matches} matches, ${accounts} accounts (filled in ${seconds} s)`);

  // Loaded after the database is there.
  const { arrangeRows, countRows, filters, readRows, sorts, traits } = await import("@/lib/review");
  const user = PERSON as Parameters<typeof arrangeRows>[0];
  const views: [string, View][] = [
    ...filters.map((show): [string, View] => [`show ${show}`, { ...EVERYTHING, show }]),
    ...sorts.map((sort): [string, View] => [`sorted by ${sort}`, { ...EVERYTHING, sort }]),
    ...traits.map((trait): [string, View] => [`only ${trait}`, { ...EVERYTHING, only: [trait] }]),
    ...TEXTS.map((text): [string, View] => [`text “${text}”`, { ...EVERYTHING, text }]),
  ];
  const figures: Record<string, Record<string, string | number>> = {};
  for (const [name, view] of views) {
    const ids = (await arrangeRows(user, uploadId, view)).split(",").filter(Boolean).map(BigInt);
    const arranged = await timeEach(times(RUNS), () => arrangeRows(user, uploadId, view));
    const counted = await timeEach(times(RUNS), () => countRows(user, uploadId, view));
    const pages = await timeEach(spread(ids.length), (start) =>
      readRows(user, uploadId, ids.slice(start, start + ROWS)),
    );
    figures[name] = {
      rows: ids.length,
      "page ms": both(pages),
      "counts ms": both(counted),
      "whole order ms": both(arranged),
    };
  }
  console.table(figures);
  console.log(
    "p50 / p95. A page is 50 rows with all of their candidates; the order is asked for once a view.",
  );

  const offsets = await timeEach(spread(size.names).slice(0, RUNS), (offset) =>
    database.client.query(SEED_PAGE, [uploadId, PERSON, ROWS, offset]),
  );
  console.log(`The original's query for a page of ${ROWS}: ${both(offsets)} ms`);
}

function times(count: number) {
  return Array.from({ length: count }, (_, place) => place);
}

/** Where pages begin, over the whole of so many rows and in no order. */
function spread(rows: number) {
  const last = Math.max(1, rows - ROWS);
  return times(PAGES).map((place) => (place * 7919 * ROWS) % last);
}

function both(figures: number[]) {
  return `${quantile(figures, 0.5).toFixed(1)} / ${quantile(figures, 0.95).toFixed(1)}`;
}
