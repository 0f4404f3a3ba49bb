import { inspect } from "./inspect";
import { type OwnApp, startOwnApp } from "./own-app";
import { signIn, visit } from "./story";
import { test as base, expect } from "./test";
import { words } from "./words";
import { query, world } from "./world";

// The jobs are not run: what is on the pages stays as it was put there.
const test = base.extend<{ app: OwnApp }>({
  app: async ({ browserName: _ }, use) => {
    const app = await startOwnApp({ RUN_JOBS: "false" });
    await fill(app.databaseUrl);
    await use(app);
    await app.stop();
  },
  baseURL: ({ app }, use) => use(app.url),
});

const REFUSED = "the person does not take messages";

/** A service that has been busy for a month, with things going on and going wrong. */
async function fill(databaseUrl: string) {
  const statements = [
    `INSERT INTO daily_counts SELECT current_date - n, what, kind, (scale * (30 - n) * (1 + n % 7 / 10.0))::bigint
     FROM generate_series(1, 29) AS n, (VALUES ('people', '', 40), ('new_people', '', 2), ('names', 'found', 9000),
       ('names', 'not_found', 14000), ('names', 'not_checked', 700), ('new_lists', 'instagram', 3),
       ('new_lists', 'tiktok', 2), ('new_lists', 'x', 1), ('follows', '', 300), ('notifications', 'sent', 20),
       ('notifications', 'failed', 1)) AS counted (what, kind, scale)`,
    `INSERT INTO users (did, handle) SELECT 'did:plc:p' || n, 'p' || n || '.example' FROM generate_series(1, 12) AS n`,
    `INSERT INTO source_accounts (source_platform, original_username, normalized_username)
     SELECT 'instagram', 'name' || n, 'name' || n FROM generate_series(1, 60) AS n`,
    `INSERT INTO atproto_matches (source_account_id, atproto_did, atproto_handle, match_score, evidence, model_version)
     SELECT id, 'did:plc:m' || id, 'm' || id || '.example', 90, '[]', 1 FROM source_accounts`,
    `INSERT INTO user_uploads (user_did, source_platform, name, total_users, matched_users, unmatched_users, saved_at,
       match_next_at, match_paused, match_problem, match_failures, match_rate)
     SELECT 'did:plc:p' || n, 'instagram', 'A list', 4000, n * 150, n * 130, now(), now() + interval '7 minutes' * n,
       n = 3, CASE n WHEN 1 THEN 'network-unreachable' END, CASE n WHEN 1 THEN 4 ELSE 0 END, 21.5
     FROM generate_series(1, 3) AS n`,
    `INSERT INTO follow_batches (user_did, apps, status, problem, next_at)
     VALUES ('did:plc:p1', '{bluesky}', 'running', 'network-busy', now() + interval '40 minutes'),
            ('did:plc:p2', '{bluesky,spark}', 'running', NULL, now()), ('did:plc:p3', '{bluesky}', 'stopped', NULL, now())`,
    `INSERT INTO follow_writes (batch_id, collection, subject_did, state, rkey)
     SELECT id, 'app.bsky.graph.follow', 'did:plc:s' || n,
       CASE WHEN n < 30 THEN 'followed' WHEN n < 33 THEN 'failed' ELSE 'planned' END::follow_write_state,
       CASE WHEN n < 30 THEN 'r' || n END
     FROM follow_batches, generate_series(1, 90) AS n`,
    `INSERT INTO notification_queue (user_did, match_id, channel, status, attempts, last_attempt, error_message)
     SELECT 'did:plc:p1', id, 'bluesky_dm', CASE WHEN id % 3 = 0 THEN 'failed' WHEN id % 3 = 1 THEN 'sent' ELSE 'pending' END
       ::notification_status, 3, now(), CASE WHEN id % 3 = 0 THEN '${REFUSED}' END
     FROM atproto_matches`,
    `INSERT INTO job_runs (job, alone, started_at, ended_at, lease_until, outcome, done, error)
     SELECT (ARRAY['match', 'follow', 'cleanup', 'arrivals'])[1 + n % 4], false, now() - interval '1 hour' * n,
       now() - interval '1 hour' * n + interval '37.4 seconds', now(),
       CASE n % 5 WHEN 0 THEN 'failed' WHEN 1 THEN 'more' ELSE 'done' END::job_outcome, '{"checked": 1250, "found": 310}',
       CASE n % 5 WHEN 0 THEN 'Error: the network did not answer' END FROM generate_series(1, 12) AS n`,
    `INSERT INTO job_pauses (job) VALUES ('notifications')`,
    `INSERT INTO watch_cursors (source, cursor, read_at, reader, lease_until)
     VALUES ('jetstream', '1', now() - interval '3 seconds', 'a', now() + interval '1 hour')`,
    `INSERT INTO actor_checks (did, step) SELECT 'did:plc:c' || n, 'names' FROM generate_series(1, 240) AS n`,
    `INSERT INTO oauth_states (state, value, created_at)
     SELECT n::text, 'x', now() - interval '2 hours' FROM generate_series(1, 1400) AS n`,
    `INSERT INTO opt_outs (did, by) VALUES ('did:plc:ewvi7nxzyoun6zhxrhs64oiz', 'operator'), ('did:plc:o2', 'self')`,
    `INSERT INTO admin_actions (admin_did, action, target)
     VALUES ('did:plc:ewvi7nxzyoun6zhxrhs64oiz', 'pause-job', 'notifications'),
            ('did:plc:ewvi7nxzyoun6zhxrhs64oiz', 'opt-out', 'did:plc:ewvi7nxzyoun6zhxrhs64oiz')`,
  ];
  for (const statement of statements) await query(statement, [], databaseUrl);
}

test("an operator of a busy service sees what goes on and what goes wrong, and lets it be tried again", async ({
  page,
  app,
}) => {
  await signIn(page, world.network.user);
  for (const path of ["", "/jobs", "/queue", "/cleanup", "/database", "/opt-outs", "/log"]) {
    await visit(page, `/admin${path}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await inspect(page, `busy${path.replace("/", "-")}`);
  }
  const text = async (path: string) => {
    await visit(page, `/admin${path}`);
    return page.getByRole("main").innerText();
  };
  expect(await text("/cleanup")).toContain("1,400");
  // What is told of people are numbers.
  expect(await text("/jobs")).not.toMatch(/did:plc:p|\bp\d+\.example|A list/);

  const is = (sql: string) => query(sql, [], app.databaseUrl);
  const waiting = "SELECT FROM user_uploads WHERE match_problem IS NOT NULL";
  expect(await is(waiting)).toHaveLength(1);
  const matching = page.getByRole("region", { name: words("admin.jobs.matching", { count: 3 }) });
  await matching.getByRole("button", { name: words("admin.jobs.retry") }).click();
  await expect.poll(() => is(waiting)).toHaveLength(0);

  await visit(page, "/admin/queue");
  await expect(page.getByText(REFUSED)).toBeVisible();
  await page.getByRole("button", { name: words("admin.queue.retry", { count: 20 }) }).click();
  await expect(page.getByText(REFUSED)).toBeHidden();
  expect(await is("SELECT FROM notification_queue WHERE status = 'failed'")).toHaveLength(0);
});
