import { type Answer, answeredShare, qualityOf } from "./answers";
import type { Directory } from "./directory";
import type { Query } from "./pairs";
import { firstSimilar, forPeers, ladder, mostAlikeOf, searchOf, similar, termOf } from "./peers";
import { fixed, percent } from "./report";

/** What a method answers with the person's account in the pool, and without. */
type Pair = { there: Answer; absent: Answer };

/** The peers' rows of the table of methods, over the whole pool and behind the stand-in search. */
export function peerRows(
  queries: readonly Query[],
  directory: Directory,
  onProgress: (done: number) => void,
): string[][] {
  const pool = forPeers(directory.accounts);
  const top20 = searchOf(directory, pool, 20);
  const top3 = searchOf(directory, pool, 3);
  const mostAlike = mostAlikeOf(pool);

  const rows = new Map<string, Pair[]>();
  const add = (name: string, pair: Pair) => rows.set(name, [...(rows.get(name) ?? []), pair]);
  for (const [done, query] of queries.entries()) {
    onProgress(done);
    const nobody = new Set<string>();
    const rungs = ladder(query, pool);
    add("ATlast, whole pool, any score", answers(query, rungs));
    for (const bar of [60, 90]) {
      const above = rungs.filter(({ score }) => score >= bar);
      add(`ATlast, whole pool, >= ${bar}`, answers(query, above));
    }
    add("ATlast, top 20 of a search", {
      there: answers(query, ladder(query, top20(termOf(query), nobody))).there,
      absent: answers(query, ladder(query, top20(termOf(query), query.handles))).absent,
    });
    add("Sky Follower Bridge, whole pool", bestOnly(answers(query, similar(query, pool))));
    add("Sky Follower Bridge, top 3 of a search", {
      there: firstSimilar(query, top3, nobody),
      absent: firstSimilar(query, top3, query.handles),
    });
    add("trigram >= .5 on the label", bestOnly(answers(query, mostAlike(query))));
  }
  return [...rows].map(([name, pairs]) => row(name, pairs));
}

function answers(query: Query, groups: readonly { handles: string[] }[]): Pair {
  const all = groups.map(({ handles }) => handles);
  const others = all
    .map((handles) => handles.filter((handle) => !query.handles.has(handle)))
    .filter((handles) => handles.length > 0);
  return { there: { query, groups: all }, absent: { query, groups: others } };
}

/** For methods that give one answer and no list to choose from. */
function bestOnly({ there, absent }: Pair): Pair {
  return {
    there: { ...there, groups: there.groups.slice(0, 1) },
    absent: { ...absent, groups: absent.groups.slice(0, 1) },
  };
}

function row(name: string, pairs: readonly Pair[]): string[] {
  const { precision, recall, f1, recallAt5 } = qualityOf(pairs.map(({ there }) => there));
  const figures = [precision, recall, f1, recallAt5].map((value) => fixed(value));
  return [name, ...figures, percent(answeredShare(pairs.map(({ absent }) => absent)))];
}
