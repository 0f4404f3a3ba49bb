import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { WebSocketServer } from "ws";
import { db } from "@/lib/db";
import { watch } from ".";

/** An error frame of the protocol, two values of CBOR: `{ op: -1 }` and `{ error: "FutureCursor" }`. */
const FUTURE_CURSOR = Buffer.concat([
  Buffer.from([0xa1, 0x62]),
  Buffer.from("op"),
  Buffer.from([0x20, 0xa1, 0x65]),
  Buffer.from("error"),
  Buffer.from([0x6c]),
  Buffer.from("FutureCursor"),
]);

test("a server that has begun anew is read from now on", async () => {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  const cursors: (string | null)[] = [];
  server.on("connection", (socket, request) => {
    const cursor = new URL(request.url ?? "", "ws://localhost").searchParams.get("cursor");
    cursors.push(cursor);
    if (cursor === null) return;
    socket.send(FUTURE_CURSOR);
    socket.close();
  });
  await new Promise((resolve) => server.once("listening", resolve));
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  Object.assign(process.env, { WATCH_SOURCE: "firehose", WATCH_URL: url });
  await db.watchCursor.create({ data: { source: `firehose ${url}`, cursor: "999" } });

  const ending = new AbortController();
  const watching = watch(ending.signal);
  try {
    for (const begun = Date.now(); cursors.at(-1) !== null; await sleep(20)) {
      if (Date.now() - begun > 50_000) throw new Error(`asked for ${cursors.join()}`);
    }
    expect(cursors[0]).toBe("999");
  } finally {
    ending.abort();
    await watching;
    for (const socket of server.clients) socket.terminate();
    await new Promise((resolve) => server.close(resolve));
  }
});
