import type { ReadableStream } from "node:stream/web";

/** The largest part of a list, with room to spare; below the body limit of every serverless platform. */
const MOST_BYTES = 4_000_000;

/**
 * A request's body as JSON, also a compressed one (`content-encoding: gzip`); undefined when it is none, or is too large
 * to be one of ours, however small it was made.
 */
export async function readJson(request: Request): Promise<unknown> {
  if (!request.body) return undefined;
  const isCompressed = request.headers.get("content-encoding") === "gzip";
  const body = isCompressed
    ? request.body.pipeThrough(new DecompressionStream("gzip"))
    : request.body;
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body as ReadableStream<Uint8Array>) {
      size += chunk.byteLength;
      if (size > MOST_BYTES) return undefined;
      chunks.push(chunk);
    }
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    return undefined;
  }
}
