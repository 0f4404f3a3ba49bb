import { createServer } from "node:http";

export type ProfileServer = { url: string; stop(): void };

/** An AppView that knows everybody: whoever is asked for has a profile without anything in it. A search finds nobody. */
export async function startProfileServer(): Promise<ProfileServer> {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? "/", "http://localhost");
    const profiles = searchParams.getAll("actors").map((did) => ({ did, handle: "known.example" }));
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ profiles, actors: [] }));
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port));
  });
  return { url: `http://127.0.0.1:${port}`, stop: () => void server.close() };
}
