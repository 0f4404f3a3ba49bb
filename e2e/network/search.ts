import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";

type Actor = { did: string; handle: string; name: string; bio: string };

const MAX_ACTORS = 100;

/**
 * The search service that the AppView asks for actors (`app.bsky.unspecced.searchActorsSkeleton`). The one in production
 * is not public, and without one the AppView knows only `handle LIKE '%…%'`.
 *
 * As in production, every word of the query has to be there: a whole word of the handle, the display name or the bio, or
 * the beginning of one for a typeahead. Words joined in the query ("mayalindqvist") do not find words that are apart.
 */
export async function startSearch(database: { databaseUrl: string; schema: string }) {
  const pool = new pg.Pool({ connectionString: database.databaseUrl, max: 2 });
  const actors = async () =>
    (
      await pool.query<Actor>(
        `SELECT did, handle, coalesce("displayName", '') AS name, coalesce(description, '') AS bio
         FROM ${database.schema}.actor LEFT JOIN ${database.schema}.profile ON creator = did
         WHERE handle IS NOT NULL`,
      )
    ).rows;

  const server = createServer(async (request, response) => {
    const { searchParams } = new URL(request.url ?? "/", "http://localhost");
    try {
      const found = rank(
        await actors(),
        searchParams.get("q") ?? "",
        searchParams.get("typeahead") === "true",
      );
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(pageOf(found, searchParams)));
    } catch (error) {
      response.writeHead(500, { "content-type": "application/json" });
      response.end(JSON.stringify({ error: "InternalServerError", message: String(error) }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await pool.end();
    },
  };
}

/** The actors that a query finds, best first. */
function rank(actors: Actor[], query: string, typeahead: boolean): Actor[] {
  const words = wordsOf(query);
  if (words.length === 0) return [];

  return actors
    .map((actor) => ({ actor, score: scoreOf(actor, words, query, typeahead) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.actor.handle < b.actor.handle ? -1 : 1))
    .map(({ actor }) => actor);
}

function scoreOf(actor: Actor, words: string[], query: string, typeahead: boolean) {
  const asHandle = query.trim().toLowerCase().replace(/^@/, "");
  if (actor.handle === asHandle) return 1000;

  const fields = [
    { words: wordsOf(actor.handle), weight: 4 },
    { words: wordsOf(actor.name), weight: 3 },
    { words: wordsOf(actor.bio), weight: typeahead ? 0 : 1 },
  ];
  let score = actor.handle.split(".")[0] === asHandle ? 100 : 0;
  for (const word of words) {
    const isHit = (other: string) => (typeahead ? other.startsWith(word) : other === word);
    const best = Math.max(...fields.map((field) => (field.words.some(isHit) ? field.weight : 0)));
    if (best === 0) return 0;
    score += best;
  }
  return score;
}

function wordsOf(text: string) {
  return (
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}

function pageOf(found: Actor[], parameters: URLSearchParams) {
  const limit = Math.min(Number(parameters.get("limit") ?? 25), MAX_ACTORS);
  const start = Number(parameters.get("cursor") ?? 0);
  const end = start + limit;
  return {
    actors: found.slice(start, end).map(({ did }) => ({ did })),
    hitsTotal: found.length,
    ...(end < found.length && { cursor: String(end) }),
  };
}
