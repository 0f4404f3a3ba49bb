import type { Follow } from "@/lib/exports";

export type Sent = { ok: true; uploadId: string } | { ok: false; problem: "signed-out" | "failed" };

const ATTEMPTS = 4;
const WAIT_MS = 1_500;
/** Less than app/api takes, with room for what stands around the names. */
const MOST_BYTES = 3_900_000;
const encoder = new TextEncoder();

/** An answer that trying again does not change. */
class Refused extends Error {
  constructor(readonly status: number) {
    super(`refused with ${status}`);
  }
}

/**
 * Sends a list and has it saved as a whole; in parts first, where it is long. A request whose answer is lost is sent
 * again, which changes nothing if it had arrived. Where it cannot be done, nothing of the list stays behind.
 */
export async function sendList(
  list: { platform: string; name: string },
  follows: Follow[],
  namesPerPart: number,
  onSent: (names: number, of: number) => void,
): Promise<Sent> {
  let uploadId: string | undefined;
  try {
    uploadId = (await post<{ uploadId: string }>("/api/imports", list)).uploadId;
    const pieces = cut(follows, namesPerPart);
    const rest = pieces.pop() ?? [];
    let sent = 0;
    for (const [part, piece] of pieces.entries()) {
      onSent(sent, follows.length);
      await post(`/api/imports/${uploadId}/parts`, { part, follows: piece });
      sent += piece.length;
    }
    onSent(sent, follows.length);
    await post(`/api/imports/${uploadId}/finish`, { parts: pieces.length, follows: rest });
    return { ok: true, uploadId };
  } catch (error) {
    if (uploadId) await fetch(`/api/imports/${uploadId}`, { method: "DELETE" }).catch(() => {});
    const isSignedOut = error instanceof Refused && error.status === 401;
    return { ok: false, problem: isSignedOut ? "signed-out" : "failed" };
  }
}

/** Pieces of which each fits into a request. */
function cut(follows: Follow[], mostNames: number): Follow[][] {
  const pieces: Follow[][] = [];
  let [from, bytes] = [0, 0];
  for (const [place, follow] of follows.entries()) {
    const more = encoder.encode(JSON.stringify(follow)).length + 1;
    if (place - from === mostNames || bytes + more > MOST_BYTES) {
      pieces.push(follows.slice(from, place));
      [from, bytes] = [place, 0];
    }
    bytes += more;
  }
  return [...pieces, follows.slice(from)];
}

/** Compressed: names take a fifth of the space, which is a minute for a long list on a slow line. */
async function compress(body: unknown): Promise<ArrayBuffer> {
  const stream = new Blob([JSON.stringify(body)]).stream();
  return new Response(stream.pipeThrough(new CompressionStream("gzip"))).arrayBuffer();
}

async function post<T>(path: string, body: unknown): Promise<T> {
  const compressed = await compress(body);
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(path, {
        method: "POST",
        headers: { "content-type": "application/json", "content-encoding": "gzip" },
        body: compressed,
      });
      if (response.ok) return (await response.json()) as T;
      if (response.status < 500) throw new Refused(response.status);
      throw new Error(`answered ${response.status}`);
    } catch (error) {
      if (error instanceof Refused || attempt === ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS * attempt));
    }
  }
}
