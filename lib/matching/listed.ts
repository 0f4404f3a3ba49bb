import type { Actor } from "@/lib/atproto";
import { findActors } from "@/lib/directory";
import { blockingKeys } from "./names";
import { onceEach } from "./once-each";
import { mentionKey } from "./reverse/keys";
import type { Source } from "./score";
import { readCandidateFacts } from "./score/candidate-facts";
import { rankFacts } from "./score/score";
import { readSourceFacts } from "./score/source-facts";

/** A key that leads to more accounts than this tells nothing. */
const MOST_PER_KEY = 50;
const CANDIDATES = 5;

/**
 * The DIDs of accounts of the directory that may be these source accounts, the best five for each. Whatever the directory
 * has of them may be out of date: the AppView has the last word.
 */
export async function findListed(sources: Source[]): Promise<string[][]> {
  const keys = sources.map((source) => [
    ...blockingKeys(source),
    mentionKey(source.platform, source.username),
  ]);
  const found = await findActors(keys, MOST_PER_KEY);
  const factsOf = onceEach(readCandidateFacts<Actor>);
  const context = { now: new Date() };
  return sources.map((source, place) =>
    rankFacts(readSourceFacts(source), (found[place] ?? []).map(factsOf), context)
      .slice(0, CANDIDATES)
      .map(({ did }) => did),
  );
}
