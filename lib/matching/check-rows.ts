import type { Actor } from "@/lib/atproto";
import { db } from "@/lib/db";
import { largeHosts } from "@/lib/directory";
import { env } from "@/lib/env";
import { type ClaimedRow, releaseClaims } from "./claim";
import type { Lease } from "./lease";
import { findListed } from "./listed";
import { handleProbes, searchForms } from "./names";
import { tellOthers } from "./reverse/hear";
import { MODEL_VERSION, type Scored, type Source } from "./score";
import { scoreNow } from "./score-all";
import { type Query, searchNetwork } from "./search";
import { settle } from "./settle";
import { closeSearch, listSharedActors, type NewMatch, storeMatches } from "./store";
import { weighCompany } from "./weigh-for-person";

type RowQuery = Query & { row: ClaimedRow };

/**
 * Finds out who is behind some rows of a list, and saves it in one transaction.
 *
 * In two steps, because what everybody sees may rest only on what everybody knows: first by the username, unless
 * somebody's search has answered that lately, with matches for all; then by the display name that this person's export
 * gives, with matches that only they see.
 *
 * @returns how many rows are checked now, and what kept it from the others.
 */
export async function checkRows(lease: Lease, rows: ClaimedRow[], signal: AbortSignal) {
  const { user, uploadId } = lease;
  const [{ begun }] = await db.$queryRaw<[{ begun: Date }]>`SELECT now() AS begun`;
  const stale = rows.filter((row) => !row.isFresh);
  const listed = await findListed(stale.map(sourceOf));
  const learntHosts = await largeHosts(env().ATPROTO_HANDLE_HOSTS);
  const shared = await searchNetwork(
    stale.map((row, place) => sharedQuery(row, listed[place] ?? [], learntHosts)),
    signal,
  );
  const sharedMatches = matchesOf(shared.found, sourceOf);

  const answered = [...rows.filter((row) => row.isFresh), ...rowsOf(shared.found)];
  const personal = await searchPersonally(answered, shared.found, signal);
  const interruption = shared.interruption ?? personal.interruption;
  const checked = answered.filter((row) => !row.displayName || personal.rows.includes(row));

  await db.$transaction(async (tx) => {
    await storeMatches(tx, sharedMatches, null);
    await closeSearch(tx, rowsOf(shared.found).map(idOf), sharedMatches, begun);
    await storeMatches(tx, personal.matches, user);
    await settle(tx, { user, uploadId, accountIds: checked.map(idOf), areChecked: true });
    await weighCompany(tx, user, checked.map(idOf));
    await tx.user.updateMany({ where: { did: user }, data: { relationsNextAt: new Date() } });
    // After the person's own lists, as everywhere: nobody waits in a circle.
    await tellOthers(tx, user, sharedMatches);
  });
  await releaseClaims(stale.filter((row) => !answered.includes(row)).map(idOf));
  return { checked: checked.length, interruption };
}

/** The second step, for the rows that have a display name. */
async function searchPersonally(
  rows: ClaimedRow[],
  sharedFound: Map<RowQuery, Actor[]>,
  signal: AbortSignal,
) {
  const named = rows.filter((row) => row.displayName);
  if (named.length === 0) return { rows: named, matches: [], interruption: undefined };

  const known = await listSharedActors(named.filter((row) => row.isFresh).map(idOf));
  for (const [{ row }, actors] of sharedFound) known.set(row.accountId, actors);
  const listed = await findListed(named.map(sourceWithName));
  const queries = named.map((row, place) =>
    personalQuery(row, known.get(row.accountId) ?? [], listed[place] ?? []),
  );
  const { found, interruption } = await searchNetwork(queries, signal);
  return { rows: rowsOf(found), matches: matchesOf(found, sourceWithName), interruption };
}

function sharedQuery(row: ClaimedRow, listed: string[], learntHosts: string[]): RowQuery {
  const source = sourceOf(row);
  return {
    row,
    source,
    known: [],
    identifiers: [...handleProbes(source, env().ATPROTO_HANDLE_HOSTS, learntHosts), ...listed],
    texts: searchForms(source),
  };
}

function personalQuery(row: ClaimedRow, known: Actor[], listed: string[]): RowQuery {
  const source = sourceWithName(row);
  const asked = searchForms(sourceOf(row));
  const texts = searchForms(source).filter((text) => !asked.includes(text));
  return { row, source, known, identifiers: listed, texts };
}

function sourceOf({ platform, username }: ClaimedRow): Source {
  return { platform, username };
}

function sourceWithName({ platform, username, displayName }: ClaimedRow): Source {
  return { platform, username, displayName: displayName ?? undefined };
}

function matchesOf(found: Map<RowQuery, Actor[]>, source: (row: ClaimedRow) => Source): NewMatch[] {
  return [...found].flatMap(([{ row }, actors]) =>
    scoreNow(source(row), actors).map((scored) => newMatch(row, scored)),
  );
}

function newMatch(row: ClaimedRow, { candidate, score, evidence }: Scored<Actor>): NewMatch {
  const { accountId } = row;
  return { accountId, actor: candidate, score, evidence, modelVersion: MODEL_VERSION };
}

function rowsOf(found: Map<RowQuery, Actor[]>) {
  return [...found.keys()].map(({ row }) => row);
}

function idOf({ accountId }: ClaimedRow) {
  return accountId;
}
