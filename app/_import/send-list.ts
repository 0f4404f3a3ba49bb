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
    uploadId = (await post<{ uploadId: string }>("/api/imports", JSON.stringify(list))).uploadId;
    let [part, sent] = [0, 0];
    for (const { names, isLast } of cut(follows, namesPerPart)) {
      onSent(sent, follows.length);
      const [step, number] = isLast ? ["finish", "parts"] : ["parts", "part"];
      await post(`/api/imports/${uploadId}/${step}`, `{"${number}":${part},"follows":[${names}]}`);
      part += 1;
      sent += names.length;
    }
    return { ok: true, uploadId };
  } catch (error) {
    if (uploadId) await fetch(`/api/imports/${uploadId}`, { method: "DELETE" }).catch(() => {});
    const isSignedOut = error instanceof Refused && error.status === 401;
    return { ok: false, problem: isSignedOut ? "signed-out" : "failed" };
  }
}

/** The names as JSON, in pieces of which each fits into a request; one at least. */
function* cut(follows: Follow[], mostNames: number) {
  let [names, bytes] = [[] as string[], 0];
  for (const follow of follows) {
    const name = JSON.stringify(follow);
    const more = encoder.encode(name).length + 1;
    if (names.length === mostNames || bytes + more > MOST_BYTES) {
      yield { names, isLast: false };
      [names, bytes] = [[], 0];
    }
    names.push(name);
    bytes += more;
  }
  yield { names, isLast: true };
}

/** Compressed: names take a fifth of the space, which is a minute for a long list on a slow line. */
async function compress(body: string): Promise<ArrayBuffer> {
  const stream = new Blob([body]).stream();
  return new Response(stream.pipeThrough(new CompressionStream("gzip"))).arrayBuffer();
}

async function post<T>(path: string, body: string): Promise<T> {
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
