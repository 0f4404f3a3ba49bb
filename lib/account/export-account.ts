import { db } from "@/lib/db";
import { exportRows, filters } from "@/lib/review";
import type { UserDid } from "@/lib/users";

const PAGE = 5_000;

/**
 * Everything that is kept about a person, as the text of one JSON object, piece by piece. Without what could sign anybody
 * in as them: tokens and keys never leave the server.
 */
export async function* exportAccount(user: UserDid): AsyncGenerator<string> {
  yield `{"account":${JSON.stringify(await readAccount(user))}`;
  yield ',\n"lists":[';
  const lists = await db.userUpload.findMany({
    where: { userDid: user },
    orderBy: [{ createdAt: "asc" }, { uploadId: "asc" }],
    select: {
      uploadId: true,
      name: true,
      sourcePlatform: true,
      createdAt: true,
      visitedAt: true,
      app: true,
    },
  });
  for (const [place, { uploadId, ...list }] of lists.entries()) {
    yield `${place > 0 ? "," : ""}\n${JSON.stringify(list).slice(0, -1)},"rows":`;
    // All but "all": each row once.
    yield* exportRows(user, uploadId, { show: filters.slice(1), format: "json" });
    yield "}";
  }
  yield '],\n"decisions":';
  yield* asArray(readDecisions(user));
  yield ',\n"followBatches":';
  yield* asArray(readBatches(user));
  yield ',\n"knownFollows":';
  yield* asArray(readKnownFollows(user));
  yield ',\n"relations":';
  yield* asArray(readRelations(user));
  yield ',\n"notifications":';
  yield* asArray(readNotifications(user));
  yield "}\n";
}

async function readAccount(user: UserDid) {
  const [account, optOut] = await Promise.all([
    db.user.findUniqueOrThrow({
      where: { did: user },
      select: {
        did: true,
        handle: true,
        displayName: true,
        avatarUrl: true,
        createdAt: true,
        lastSeenAt: true,
        theme: true,
        motion: true,
        language: true,
        keepsLists: true,
        destinations: true,
        usesOwnView: true,
        sessions: { select: { fingerprint: true, createdAt: true, expiresAt: true } },
        awaitedLists: { select: { sourcePlatform: true, since: true } },
        messageSettings: { select: { frequency: true, sentAt: true, problem: true } },
        partnerConsents: { select: { grantedAt: true, partner: { select: { name: true } } } },
      },
    }),
    db.optOut.findUnique({ where: { did: user }, select: { since: true } }),
  ]);
  return { ...account, notToBeFoundSince: optOut?.since ?? null };
}

const matched = {
  select: {
    atprotoDid: true,
    atprotoHandle: true,
    sourceAccount: { select: { sourcePlatform: true, originalUsername: true } },
  },
} as const;

function readDecisions(user: UserDid) {
  return paged(
    (after?: bigint) =>
      db.userMatchStatus.findMany({
        where: { userDid: user, matchId: { gt: after } },
        orderBy: { matchId: "asc" },
        take: PAGE,
        omit: { userDid: true },
        include: { match: matched },
      }),
    ({ matchId }) => matchId,
  );
}

function readNotifications(user: UserDid) {
  return paged(
    (after?: bigint) =>
      db.notification.findMany({
        where: { userDid: user, id: { gt: after } },
        orderBy: { id: "asc" },
        take: PAGE,
        select: { id: true, channel: true, status: true, createdAt: true, match: matched },
      }),
    ({ id }) => id,
  );
}

async function* readBatches(user: UserDid) {
  const batches = await db.followBatch.findMany({
    where: { userDid: user },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true, kind: true, apps: true, pace: true, status: true, createdAt: true },
  });
  for (const { id, ...batch } of batches) {
    const writes = await db.followWrite.findMany({
      where: { batchId: id },
      orderBy: { id: "asc" },
      select: { collection: true, subjectDid: true, rkey: true, state: true, problem: true },
    });
    yield { ...batch, writes };
  }
}

async function* readKnownFollows(user: UserDid) {
  yield* await db.knownFollow.findMany({
    where: { userDid: user },
    orderBy: [{ collection: "asc" }, { subjectDid: "asc" }],
    omit: { userDid: true },
  });
}

function readRelations(user: UserDid) {
  return paged(
    (after?: string) =>
      db.actorRelation.findMany({
        where: { userDid: user, did: { gt: after } },
        orderBy: { did: "asc" },
        take: PAGE,
        omit: { userDid: true },
      }),
    ({ did }) => did,
  );
}

/** Rows page after page, each read from the key on that the page before ended with. */
async function* paged<Row, Key>(
  read: (after?: Key) => Promise<Row[]>,
  keyOf: (row: Row) => Key,
): AsyncGenerator<Row> {
  let rows = await read();
  while (rows.length > 0) {
    yield* rows;
    rows = await read(keyOf(rows.at(-1) as Row));
  }
}

async function* asArray(rows: AsyncIterable<unknown>): AsyncGenerator<string> {
  let separator = "[";
  for await (const row of rows) {
    yield `${separator}\n${JSON.stringify(row, (_, value) => (typeof value === "bigint" ? String(value) : value))}`;
    separator = ",";
  }
  yield separator === "[" ? "[]" : "]";
}
