import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as account from "@/lib/account";
import * as arrivals from "@/lib/arrivals";
import * as closerLook from "@/lib/closer-look";
import { db } from "@/lib/db";
import * as decisions from "@/lib/decisions";
import * as follows from "@/lib/follows";
import * as history from "@/lib/history";
import * as imports from "@/lib/imports";
import * as notifications from "@/lib/notifications";
import * as partners from "@/lib/partners";
import * as review from "@/lib/review";
import * as uploads from "@/lib/uploads";
import * as users from "@/lib/users";
import { createOwner, OWNER, type Owner, STRANGER } from "./owner";
import { type ProfileServer, startProfileServer } from "./profile-server";
import { textOf } from "./text-of";

type Call = (user: users.UserDid, of: Owner) => unknown;

/** What a call gives to somebody for whom there is nothing there. */
const ANYTHING = Symbol("their own");
const EVERYTHING = { show: "all", only: [], text: "", sort: "confidence" } as const;
const NO_ROWS = {
  filters: Object.fromEntries(review.filters.map((filter) => [filter, 0])),
  traits: Object.fromEntries(review.traits.map((trait) => [trait, 0])),
  shown: { rows: 0, tickable: 0, ticked: 0 },
  ticked: 0,
};

/** Every function that a page calls for the person who is signed in: what it answers to a stranger, with the owner's ids. */
const calls: Record<string, [nothing: unknown, call: Call]> = {
  "imports.beginImport": [ANYTHING, (user) => imports.beginImport(user, NEW_LIST)],
  "imports.addImportPart": [
    false,
    (user, { unsaved }) => imports.addImportPart(user, unsaved, PART),
  ],
  "imports.finishImport": [
    { ok: false, problem: "unknown" },
    (user, { unsaved }) => imports.finishImport(user, unsaved, 1),
  ],
  "uploads.listUploads": [
    [expect.objectContaining({ name: `The list of ${STRANGER}` })],
    (user) => uploads.listUploads(user),
  ],
  "uploads.listAwaited": [[], (user) => uploads.listAwaited(user)],
  "uploads.setAwaited": [undefined, (user) => uploads.setAwaited(user, "x", true)],
  "uploads.getUpload": [null, (user, { list }) => uploads.getUpload(user, list)],
  "uploads.renameUpload": [false, (user, { list }) => uploads.renameUpload(user, list, "mine")],
  "uploads.deleteUpload": [false, (user, { list }) => uploads.deleteUpload(user, list)],
  "uploads.visitUpload": [undefined, (user, { list }) => uploads.visitUpload(user, list)],
  "uploads.setUploadApp": [false, (user, { list }) => uploads.setUploadApp(user, list, "spark")],
  "uploads.setKeepsLists": [undefined, (user) => uploads.setKeepsLists(user, false)],
  "uploads.holdOpen": [undefined, (user) => uploads.holdOpen(user)],
  "uploads.pauseMatching": [false, (user, { list }) => uploads.pauseMatching(user, list)],
  "uploads.resumeMatching": [false, (user, { list }) => uploads.resumeMatching(user, list)],
  "uploads.checkAgain": [0, (user, { list }) => uploads.checkAgain(user, list)],
  "review.arrangeRows": ["", (user, { list }) => review.arrangeRows(user, list, EVERYTHING)],
  "review.readRows": [[], (user, { list, account }) => review.readRows(user, list, [account])],
  "review.countRows": [NO_ROWS, (user, { list }) => review.countRows(user, list, EVERYTHING)],
  "review.exportRows": [
    "[]",
    (user, { list }) => textOf(review.exportRows(user, list, { show: ["all"], format: "json" })),
  ],
  "history.countNew": [ANYTHING, (user) => history.countNew(user)],
  "history.foundByDay": [[], (user, { list }) => history.foundByDay(user, list)],
  "history.compareLists": [
    null,
    (user, { list, otherList }) => history.compareLists(user, list, otherList),
  ],
  "account.countAccount": [
    { lists: 1, rows: 1, decisions: 0, followBatches: 0, notifications: 0 },
    (user) => account.countAccount(user),
  ],
  "account.exportAccount": [
    expect.not.stringContaining(OWNER),
    (user) => textOf(account.exportAccount(user)),
  ],
  "account.deleteAccount": [undefined, (user) => account.deleteAccount(user)],
  "closer-look.getOwnViewUse": ["off", (user) => closerLook.getOwnViewUse(user)],
  "closer-look.setUsesOwnView": [undefined, (user) => closerLook.setUsesOwnView(user, false)],
  "decisions.tickRows": [
    { ok: true, accountIds: [] },
    (user, { list, account }) => decisions.tickRows(user, list, { accountIds: [account] }, false),
  ],
  "decisions.decide": [null, (user, { match }) => decisions.decide(user, match, "dismiss")],
  "decisions.restoreRow": [
    false,
    (user, { ownAccount: accountId }) =>
      decisions.restoreRow(user, { accountId, dismissed: [], chosen: [], ticked: [] }),
  ],
  "decisions.markViewed": [undefined, (user, { match }) => decisions.markViewed(user, [match])],
  "decisions.chooseActor": [
    null,
    (user, { ownAccount }) => decisions.chooseActor(user, ownAccount, "did:plc:chosen"),
  ],
  "decisions.searchPeople": [ANYTHING, (user) => decisions.searchPeople(user, "did:plc:chosen")],
  "arrivals.listArrivals": [
    { arrivals: [], next: null },
    (user) => arrivals.listArrivals(user, { take: 10 }),
  ],
  "arrivals.countUnread": [0, (user) => arrivals.countUnread(user)],
  "arrivals.markRead": [0, (user, { match }) => arrivals.markRead(user, [match])],
  "arrivals.markAllRead": [0, (user) => arrivals.markAllRead(user, new Date())],
  "follows.planBatch": [
    { ok: false, problem: "unknown" },
    (user, { list }) => follows.planBatch(user, list, BLUESKY),
  ],
  "follows.confirmBatch": [
    false,
    (user, { batches }) => follows.confirmBatch(user, batches.planned, "fast"),
  ],
  "follows.stopBatch": [false, (user, { batches }) => follows.stopBatch(user, batches.running)],
  "follows.resumeBatch": [false, (user, { batches }) => follows.resumeBatch(user, batches.stopped)],
  "follows.setPace": [false, (user, { batches }) => follows.setPace(user, batches.running, "fast")],
  "follows.cancelBatch": [false, (user, { batches }) => follows.cancelBatch(user, batches.stopped)],
  "follows.undoBatch": [false, (user, { batches }) => follows.undoBatch(user, batches.done)],
  "follows.getBatch": [null, (user, { batches }) => follows.getBatch(user, batches.done)],
  "follows.listOwnLists": [ANYTHING, (user) => follows.listOwnLists(user)],
  "follows.listBatches": [[], (user, { list }) => follows.listBatches(user, list)],
  "follows.listBatchWrites": [
    [],
    (user, { batches }) => follows.listBatchWrites(user, batches.done, { take: 10 }),
  ],
  "users.listSessions": [[], (user) => users.listSessions(user, "a token")],
  "users.closeAllSessions": [undefined, (user) => users.closeAllSessions(user)],
  "users.savePreferences": [undefined, (user) => users.savePreferences(user, PREFERENCES)],
  "users.saveDestinations": [
    ["spark"],
    (user) => users.saveDestinations(user, "tiktok", ["spark"]),
  ],
  "notifications.getMessageSettings": [
    { bot: "bot.example", frequency: "off", sentAt: null, problem: null },
    (user) => notifications.getMessageSettings(user),
  ],
  "notifications.setMessageFrequency": [
    null,
    (user) => notifications.setMessageFrequency(user, "off", "en"),
  ],
  // Nobody answers at the address of the bot's server.
  "notifications.sendTestMessage": ["too-soon", (user) => notifications.sendTestMessage(user)],
  "partners.listConsents": [
    [expect.objectContaining({ grantedAt: null })],
    (user) => partners.listConsents(user),
  ],
  "partners.grantConsent": [ANYTHING, (user, { partner }) => partners.grantConsent(user, partner)],
  "partners.revokeConsent": [false, (user, { partner }) => partners.revokeConsent(user, partner)],
};

const NEW_LIST = { platform: "instagram", name: "A list" } as const;
const BLUESKY = { kind: "follows" as const, apps: ["bluesky"], onlyUsers: false };
const NO_NAME = { displayName: null, profileUrl: null, followedAt: null, externalId: null };
const PART = { part: 0, follows: [{ ...NO_NAME, username: "somebody.else" }] };
const PREFERENCES = { theme: "dark", motion: "reduced", language: "en" } as const;

let owner: Owner;
let profiles: ProfileServer;

beforeAll(async () => {
  profiles = await startProfileServer();
  Object.assign(process.env, {
    ATPROTO_APPVIEW_URL: profiles.url,
    BOT_HANDLE: "bot.example",
    BOT_APP_PASSWORD: "a password",
    BOT_SERVICE_URL: "http://127.0.0.1:9",
  });
});
beforeEach(async () => {
  owner = await createOwner();
});
afterAll(() => profiles.stop());

describe.each(Object.entries(calls))("%s", (_, [nothing, call]) => {
  test("shows and changes nothing of another person's", async () => {
    const before = await rowsOfOthers();
    const answer = await call(STRANGER, owner);
    if (nothing !== ANYTHING) expect(answer).toEqual(nothing);
    expect(await rowsOfOthers()).toEqual(before);
  });

  test("shows or changes it for the person whose it is", async () => {
    const before = await rowsOfOthers();
    const answer = await call(OWNER, owner);
    const hasChanged = !equals(await rowsOfOthers(), before);
    expect(hasChanged || !equals(answer, nothing)).toBe(true);
  });
});

test("every function of a room that takes the person who is signed in is tried here", () => {
  expect(Object.keys(calls).sort()).toEqual(listFunctionsOfAPerson().sort());
});

/**
 * All rows of all tables that name neither the stranger nor the list that the stranger has. Without those that tell the
 * cleanup where to look: they are nobody's.
 */
async function rowsOfOthers() {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'orphaned_accounts'`;
  const rows = tables.map(
    ({ name }) => `SELECT '${name}' AS name, to_jsonb(t)::text AS row FROM "${name}" AS t`,
  );
  return db.$queryRawUnsafe<unknown[]>(
    `SELECT * FROM (${rows.join(" UNION ALL ")}) AS all_rows WHERE strpos(row, $1) = 0 AND strpos(row, $2) = 0 ORDER BY name, row`,
    STRANGER,
    owner.listOfStranger,
  );
}

function equals(a: unknown, b: unknown) {
  try {
    expect(a).toEqual(b);
    return true;
  } catch {
    return false;
  }
}

/** Exported by the front door of a room, and written as a function whose first parameter is a UserDid. */
function listFunctionsOfAPerson() {
  const rooms = fileURLToPath(new URL("../lib/", import.meta.url));
  const folders = readdirSync(rooms, { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  return folders.flatMap(({ name: room }) => {
    const files = readdirSync(`${rooms}${room}`).filter((name) => /(?<!\.test)\.ts$/.test(name));
    const text = (file: string) => readFileSync(`${rooms}${room}/${file}`, "utf8");
    const functions = files.flatMap((file) =>
      [...text(file).matchAll(/^export (?:async )?function\*? (\w+)\(\s*\w+: UserDid\b/gm)].map(
        ([, name = ""]) => name,
      ),
    );
    const door = files.includes("index.ts") ? text("index.ts") : "";
    const isPublic = (name: string) => new RegExp(`\\b${name}\\b`).test(door);
    return functions.filter(isPublic).map((name) => `${room}.${name}`);
  });
}
