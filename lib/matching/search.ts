import { setTimeout as sleep } from "node:timers/promises";
import pLimit from "p-limit";
import {
  type Actor,
  getProfiles,
  NetworkUnreachable,
  PROFILES_PER_REQUEST,
  RequestRefused,
  searchActors,
  suggestActors,
  unlessRefused,
} from "@/lib/atproto";
import { wordsApart } from "./names";
import { LOOK_SCORE, type Scored, type Source, SURE_SCORE } from "./score";
import { scoreNow } from "./score-all";

/** One name to search for, and how. */
export type Query = {
  source: Source;
  /** Accounts that are candidates already. */
  known: Actor[];
  /** Handles and DIDs to look up. */
  identifiers: string[];
  /** What to put to the AppView's search where the handles settle nothing. */
  texts: string[];
};

/** What a search of the network came to. A query that it did not finish is not in `found`. */
export type SearchResult<Q> = {
  /** Every query that was searched to the end, with the accounts worth keeping, best first. */
  found: Map<Q, Actor[]>;
  /** What ended the search early, if something did. */
  interruption?: unknown;
};

/** Accounts kept for a name: what a person can choose from. */
const CANDIDATES_KEPT = 5;
const SEARCH_HITS = 25;
const REQUESTS_AT_ONCE = 4;
const RETRY_AFTER_MS = [500, 2_000];

type Ask = <T>(request: () => Promise<T>) => Promise<T>;

/**
 * Searches the network for the people behind some names: first by handles that they may have and accounts that are
 * listed, 25 a request, then by the AppView's search, in one form for those who are surely found already.
 *
 * A busy or unreachable server ends it early: finished names count, the others stay unsearched. Nobody is "not found"
 * because a request failed.
 */
export async function searchNetwork<Q extends Query>(
  queries: Q[],
  signal: AbortSignal,
): Promise<SearchResult<Q>> {
  const { ask, interruption } = requests(signal);
  const byIdentifier = await lookUp(ask, queries);
  // Who could not be asked about may be the very one.
  const askedFor = queries.filter(({ identifiers }) =>
    identifiers.every((id) => byIdentifier.has(id)),
  );
  const searches = askedFor.map((query) => searchOne(ask, query, byIdentifier));
  const searched = (await Promise.allSettled(searches)).flatMap(answerOf);
  const profiles = await completeProfiles(
    ask,
    searched.flatMap(({ actors }) => actors),
  );

  const found = new Map<Q, Actor[]>();
  for (const { query, actors } of searched) {
    const whole = actors.map(({ did }) => profiles.get(did));
    if (!whole.includes(undefined))
      found.set(
        query,
        whole.filter((profile) => !!profile),
      );
  }
  return { found, interruption: interruption() };
}

/** A few requests at a time. The first that fails for good fails all that come after it. */
function requests(signal: AbortSignal) {
  const limit = pLimit(REQUESTS_AT_ONCE);
  let failure: unknown;
  const ask: Ask = (request) =>
    limit(async () => {
      if (failure) throw failure;
      try {
        signal.throwIfAborted();
        return await withRetries(request);
      } catch (error) {
        failure ??= error;
        throw failure;
      }
    });
  return { ask, interruption: () => failure };
}

async function withRetries<T>(request: () => Promise<T>): Promise<T> {
  for (const wait of RETRY_AFTER_MS) {
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof NetworkUnreachable)) throw error;
      await sleep(wait);
    }
  }
  return request();
}

/** The accounts that have one of the handles or DIDs asked for, by both; null for what nobody has. */
async function lookUp(ask: Ask, queries: Query[]) {
  const identifiers = new Set(queries.flatMap((query) => query.identifiers));
  const answers = await profilesOf(ask, [...identifiers]);
  const byIdentifier = new Map<string, Actor | null>(
    answers.flatMap(({ names }) => names.map((name) => [name, null] as const)),
  );
  for (const profile of answers.flatMap(({ profiles }) => profiles)) {
    byIdentifier.set(profile.handle, profile);
    byIdentifier.set(profile.did, profile);
  }
  return byIdentifier;
}

async function searchOne<Q extends Query>(
  ask: Ask,
  query: Q,
  byIdentifier: Map<string, Actor | null>,
) {
  const named = query.identifiers.flatMap((identifier) => byIdentifier.get(identifier) ?? []);
  let best = rank(query.source, [...query.known, ...named]);
  const [first] = best;
  if (!first || first.score < SURE_SCORE) {
    best = await searchMore(ask, query, best, searchActors);
  } else {
    // A handle that is asked for outright may be a look-alike's: somebody who is as good has to be heard of. Words apart
    // find them joined by anything: those that the display name found shows, else those of the last text.
    const apart = wordsApart(query.source.username, first.candidate.displayName);
    const texts = apart ? [apart] : query.texts.slice(-1);
    best = await searchMore(ask, { ...query, texts }, best, searchActors);
  }
  if ((best[0]?.score ?? 0) < LOOK_SCORE) {
    // Another index than the search's: it knows beginnings of handles that the search takes for no word.
    const shortened = { ...query, texts: query.texts.slice(0, 1) };
    best = await searchMore(ask, shortened, best, suggestActors);
  }
  return { query, actors: best.slice(0, CANDIDATES_KEPT).map(({ candidate }) => candidate) };
}

type Search = (text: string, limit: number) => Promise<Actor[]>;

async function searchMore(
  ask: Ask,
  { source, texts }: Query,
  best: Scored<Actor>[],
  search: Search,
): Promise<Scored<Actor>[]> {
  const hits = texts.map((text) => ask(() => unlessRefused(search(text, SEARCH_HITS), [])));
  const known = best.map(({ candidate }) => candidate);
  return rank(source, [...known, ...(await Promise.all(hits)).flat()]);
}

/** Each account once, as it was first seen, best first. */
function rank(source: Source, actors: Actor[]) {
  const distinct = new Map<string, Actor>();
  for (const actor of actors) if (!distinct.has(actor.did)) distinct.set(actor.did, actor);
  return scoreNow(source, [...distinct.values()]);
}

/**
 * Whole profiles, by DID: search results come without counts. Null for an account that has gone meanwhile; nothing for
 * one that could not be asked about.
 */
async function completeProfiles(ask: Ask, actors: Actor[]) {
  const isComplete = (actor: Actor) => actor.followersCount !== undefined;
  const whole = new Map<string, Actor | null>(
    actors.filter(isComplete).map((actor) => [actor.did, actor]),
  );
  const missing = [...new Set(actors.map(({ did }) => did))].filter((did) => !whole.has(did));
  for (const { names, profiles } of await profilesOf(ask, missing)) {
    for (const did of names) whole.set(did, null);
    for (const profile of profiles) whole.set(profile.did, profile);
  }
  return whole;
}

/** The profiles of handles or DIDs, 25 a request; only of those requests that were answered. */
async function profilesOf(ask: Ask, names: string[]) {
  const batches: string[][] = [];
  for (let i = 0; i < names.length; i += PROFILES_PER_REQUEST) {
    batches.push(names.slice(i, i + PROFILES_PER_REQUEST));
  }
  const answers = batches.map(async (batch) => ({
    names: batch,
    profiles: await ask(() => profilesOrHalves(batch)),
  }));
  return (await Promise.allSettled(answers)).flatMap(answerOf);
}

/** One name that the AppView refuses spoils a whole request: halve it until the name is alone, and leave that out. */
async function profilesOrHalves(names: string[]): Promise<Actor[]> {
  try {
    return await getProfiles(names);
  } catch (error) {
    if (!(error instanceof RequestRefused)) throw error;
    if (names.length === 1) return [];
    const middle = names.length >> 1;
    return [
      ...(await profilesOrHalves(names.slice(0, middle))),
      ...(await profilesOrHalves(names.slice(middle))),
    ];
  }
}

function answerOf<T>(result: PromiseSettledResult<T>) {
  return result.status === "fulfilled" ? [result.value] : [];
}
