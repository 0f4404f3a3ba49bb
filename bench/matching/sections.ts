import { blockingKeys } from "@/lib/matching/names/keys";
import { handleProbes } from "@/lib/matching/names/probes";
import { MODEL } from "@/lib/matching/score/model";
import { answeredShare, qualityOf, sum } from "./answers";
import { calibrationOf, errorByChance, type Forecast } from "./calibration";
import type { Account, Directory } from "./directory";
import { answersOf, isRight, type Result } from "./ours";
import type { Query } from "./pairs";
import { relationOf, relations } from "./relation";
import { fixed, percent, table } from "./report";

const { sure, look, floor } = MODEL.bands;

/** One row of the table of methods: with their account in the pool, and without. */
export function methodRow(name: string, there: Result[], absent: Result[], lowest: number) {
  const { precision, recall, f1 } = qualityOf(answersOf(there, lowest));
  const { recallAt5 } = qualityOf(answersOf(there, floor));
  return [
    name,
    ...[precision, recall, f1, recallAt5].map((value) => fixed(value)),
    percent(answeredShare(answersOf(absent, lowest))),
  ];
}

/** Quality for each part of the queries that `partOf` names. */
function byPart(
  there: Result[],
  absent: Result[],
  parts: readonly string[],
  partOf: (query: Query) => string,
): string {
  const rows = parts.map((part) => {
    const isIn = ({ one }: Result) => partOf(one.query) === part;
    return figures(part, there.filter(isIn), absent.filter(isIn));
  });
  return table([HEAD, ...rows]);
}

const HEAD = ["", "names", "P", "R", "F1", "R@5", "sure: P", "R", "absent: found", "sure"];

function figures(name: string, there: Result[], absent: Result[]): (string | number)[] {
  const found = qualityOf(answersOf(there, look));
  const certain = qualityOf(answersOf(there, sure));
  const { recallAt5 } = qualityOf(answersOf(there, floor));
  const shares = [found.precision, found.recall, found.f1, recallAt5];
  return [
    name,
    there.length,
    ...[...shares, certain.precision, certain.recall].map((value) => fixed(value)),
    ...answered(absent, [look, sure]),
  ];
}

/** Quality of the same names under other conditions. */
export function byVariant(variants: readonly [string, Result[], Result[]][]): string {
  const rows = variants.map(([name, there, absent]) => figures(name, there, absent));
  return table([HEAD, ...rows]);
}

/** Shares of the names that get an answer of at least each of `scores`. */
export function answered(results: Result[], scores: readonly number[]): string[] {
  return scores.map((score) => percent(answeredShare(answersOf(results, score))));
}

export function byRelation(there: Result[], absent: Result[]): string {
  return byPart(there, absent, relations, relationOf);
}

export function byPlatform(there: Result[], absent: Result[]): string {
  const platforms = [...new Set(there.map(({ one }) => one.query.platform))].sort();
  return byPart(there, absent, platforms, ({ platform }) => platform);
}

/** Reliability where `share` of the people are on the network: names count with their account and without. */
export function calibration(there: Result[], absent: Result[], share: number): string {
  const forecast =
    (weight: number) =>
    (result: Result): Forecast[] => {
      const best = result.scored[0];
      return best ? [{ score: best.score / 100, isRight: isRight(result), share: weight }] : [];
    };
  const forecasts = [...there.flatMap(forecast(share)), ...absent.flatMap(forecast(1 - share))];
  const { bins, error } = calibrationOf(forecasts);
  const rows = bins.map(({ from, count, promised, kept }) => [
    `${fixed(from, 1)}–${fixed(from + 0.1, 1)}`,
    count.toFixed(0),
    fixed(promised),
    fixed(kept),
  ]);
  const chance = fixed(errorByChance(forecasts));
  return `expected calibration error ${fixed(error)} (by chance alone ${chance})\n${table([["score", "answers", "promised", "right"], ...rows])}`;
}

/** What the keys alone and the handle probes alone bring. */
export function candidateSources(queries: readonly Query[], directory: Directory): string {
  const handleAt = (at: number) => directory.accounts[at]?.handle ?? "";
  const row = (
    name: string,
    keysOf: (query: Query) => string[],
    find: (keys: string[]) => string[],
  ) => {
    const asked = queries.map((query) => ({ query, keys: keysOf(query) }));
    const found = asked.map(({ query, keys }) => ({ query, handles: find(keys) }));
    const hits = found.filter(({ query, handles }) =>
      handles.some((one) => query.handles.has(one)),
    );
    return [
      name,
      fixed(hits.length / queries.length),
      (sum(asked.map(({ keys }) => keys.length)) / queries.length).toFixed(2),
      (sum(found.map(({ handles }) => handles.length)) / queries.length).toFixed(2),
    ];
  };
  const byKeys = (keys: string[]) => directory.withKeys(keys).map(handleAt);
  const nameless = ({ platform, username }: Query) => ({ platform, username });
  const known = new Set(directory.accounts.map(({ handle }) => handle));
  const existing = (handles: string[]) => handles.filter((handle) => known.has(handle));
  return table([
    ["", "recall", "asked per name", "candidates per name"],
    row("keys", blockingKeys, byKeys),
    row("keys, username only", (query) => blockingKeys(nameless(query)), byKeys),
    row("handle probes", (query) => handleProbes(query), existing),
    row("handle probes, username only", (query) => handleProbes(nameless(query)), existing),
  ]);
}

export function keysPerAccount(accounts: readonly Account[]): number {
  return sum(accounts.map((account) => blockingKeys(account).length)) / accounts.length;
}

/** The highest scores that are wrong, with what spoke for them. */
export function worstErrors(there: Result[], absent: Result[], count: number): string {
  const wrong = [
    ...there.filter((result) => !isRight(result)).map((result) => ({ result, kind: "wrong" })),
    ...absent.map((result) => ({ result, kind: "absent" })),
  ].filter(({ result }) => result.scored.length > 0);
  return wrong
    .sort((a, b) => (b.result.scored[0]?.score ?? 0) - (a.result.scored[0]?.score ?? 0))
    .slice(0, count)
    .map(({ result: { one, scored }, kind }) => {
      const { platform, username, displayName, handles } = one.query;
      const best = scored[0];
      const reasons = best?.evidence.map(({ code, weight }) => `${code} ${weight}`).join(", ");
      const got = `${best?.candidate.handle} ${best?.candidate.displayName ?? ""}`.trim();
      return `${best?.score} ${kind} | ${platform}:${username} (${displayName}) | ${[...handles].join(" ")} | ${got} | ${reasons}`;
    })
    .join("\n");
}
