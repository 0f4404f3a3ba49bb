import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readJson } from "./read-json";

const list = { part: 0, follows: [{ username: "zoë" }] };
const gzip = { "content-encoding": "gzip" };
const MEGABYTE = 1_000_000;

describe("a request's body", () => {
  test("is read, compressed or not", async () => {
    const text = JSON.stringify(list);
    expect(await readJson(request(text))).toEqual(list);
    expect(await readJson(request(gzipSync(text), gzip))).toEqual(list);
  });

  test("that a list's largest part may have is taken, and a larger one is not", async () => {
    const largest = JSON.stringify("x".repeat(4 * MEGABYTE - 2));
    expect(await readJson(request(gzipSync(largest), gzip))).toHaveLength(4 * MEGABYTE - 2);
    expect(await readJson(request(gzipSync(` ${largest}`), gzip))).toBeUndefined();
    expect(await readJson(request(` ${largest}`))).toBeUndefined();
  });

  test("that inflates without end is left off where it becomes too large", async () => {
    const bytes = Buffer.concat(Array(100).fill(gzipSync(Buffer.alloc(20 * MEGABYTE))));
    const bomb = inPieces(bytes);
    expect(await readJson(request(bomb.body, gzip))).toBeUndefined();
    await bomb.refused;
    expect(bomb.sent(), "bytes that were taken").toBeLessThan(bytes.length / 2);
  });

  const broken: [string, BodyInit | null, HeadersInit?][] = [
    ["nothing", null],
    ["no JSON", "{"],
    ["plain text that is said to be compressed", JSON.stringify(list), gzip],
    ["compressed text that is not said to be", gzipSync(JSON.stringify(list))],
    ["compressed text that was cut off", gzipSync(JSON.stringify(list)).subarray(0, -12), gzip],
    ["compressed text without its checksum", withOtherByte(gzipSync("[]"), -8), gzip],
    ["nothing that is said to be compressed", new Uint8Array(), gzip],
  ];
  test.each(broken)("that is %s says nothing", async (_, body, headers) => {
    expect(await readJson(request(body, headers))).toBeUndefined();
  });
});

function request(body: BodyInit | null, headers?: HeadersInit) {
  return new Request("http://127.0.0.1/", {
    method: "POST",
    body,
    headers,
    duplex: "half",
  } as RequestInit);
}

/** A body that comes piece by piece as it is asked for: how much of it has, and when the rest was refused. */
function inPieces(bytes: Uint8Array) {
  let at = 0;
  let refuse = () => {};
  const refused = new Promise<void>((resolve) => {
    refuse = resolve;
  });
  const body = new ReadableStream({
    pull(controller) {
      const piece = bytes.subarray(at, at + 1_000);
      at += piece.length;
      if (piece.length > 0) controller.enqueue(piece);
      else controller.close();
    },
    cancel: refuse,
  });
  return { body, refused, sent: () => at };
}

function withOtherByte(bytes: Uint8Array, at: number) {
  const other = Uint8Array.from(bytes);
  const place = other.length + at;
  other[place] = (other[place] ?? 0) ^ 1;
  return other;
}
