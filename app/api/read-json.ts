import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";

/** The largest part of a list, with room to spare; below the body limit of every serverless platform. */
const MOST_BYTES = 4_000_000;

/** A request's body as JSON; undefined when it is none, or is too large to be one of ours. */
export async function readJson(request: Request): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (!request.body) return undefined;
  for await (const chunk of Readable.fromWeb(request.body as ReadableStream)) {
    size += chunk.byteLength;
    if (size > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    return undefined;
  }
}
