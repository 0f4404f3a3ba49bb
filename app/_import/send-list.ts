import type { Follow } from "@/lib/exports";

export type Sent = { ok: true; uploadId: string } | { ok: false; problem: "signed-out" | "failed" };

const ATTEMPTS = 4;
const WAIT_MS = 1_500;

/** An answer that trying again does not change. */
class Refused extends Error {
  constructor(readonly status: number) {
    super(`refused with ${status}`);
  }
}

/**
 * Sends a list in parts and has it saved as a whole. A part whose answer is lost is sent again, which changes nothing if
 * it had arrived. Where it cannot be done, nothing of the list stays behind.
 */
export async function sendList(
  list: { platform: string; name: string },
  parts: Follow[][],
  onPart: (done: number, total: number) => void,
): Promise<Sent> {
  let uploadId: string | undefined;
  try {
    uploadId = (await post<{ uploadId: string }>("/api/imports", list)).uploadId;
    for (const [part, follows] of parts.entries()) {
      onPart(part, parts.length);
      await post(`/api/imports/${uploadId}/parts`, { part, follows });
    }
    onPart(parts.length, parts.length);
    await post(`/api/imports/${uploadId}/finish`, { parts: parts.length });
    return { ok: true, uploadId };
  } catch (error) {
    if (uploadId) await fetch(`/api/imports/${uploadId}`, { method: "DELETE" }).catch(() => {});
    const isSignedOut = error instanceof Refused && error.status === 401;
    return { ok: false, problem: isSignedOut ? "signed-out" : "failed" };
  }
}

async function post<T>(path: string, body: unknown): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
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
