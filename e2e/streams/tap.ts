import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";

/** What an event says, without its id: `{ type: "record", record: { did, … } }`, or anything else. */
export type TapEvent = { type: string; record?: TapRecord; identity?: TapIdentity };
export type TapRecord = {
  did: string;
  rev?: string;
  collection: string;
  rkey: string;
  action: string;
  record?: object;
  live?: boolean;
};
export type TapIdentity = { did: string; handle?: string; is_active?: boolean; status?: string };

type Waiting = { id: number; event: TapEvent; sentAt: number };

/**
 * A stand-in for Tap's WebSocket channel, as its source has it: Basic auth, events with ids, an acknowledgement for each,
 * one live event of an account at a time, what is not acknowledged sent again, and ids that begin at 1 after a restart with
 * nothing left to send. Of many connections, one gets the events.
 */
export async function startTap({ password, retryMs }: { password: string; retryMs: number }) {
  const server = createServer((_, response) => response.writeHead(404).end());
  const sockets = new WebSocketServer({ noServer: true });
  const waiting = new Map<number, Waiting>();
  const counts = { sent: 0, acknowledged: 0, refused: 0 };
  let nextId = 1;
  let client: WebSocket | undefined;

  server.on("upgrade", (request, socket, head) => {
    const expected = `Basic ${Buffer.from(`admin:${password}`).toString("base64")}`;
    if (request.url !== "/channel" || request.headers.authorization !== expected) {
      counts.refused += 1;
      socket.end("HTTP/1.1 401 Unauthorized\r\n\r\n");
      return;
    }
    sockets.handleUpgrade(request, socket, head, (connection) => {
      client = connection;
      for (const one of waiting.values()) one.sentAt = 0;
      connection.on("message", (message) => {
        const { type, id } = JSON.parse(String(message)) as { type: string; id: number };
        if (type === "ack" && waiting.delete(id)) counts.acknowledged += 1;
        send();
      });
      send();
    });
  });

  function send() {
    if (client?.readyState !== client?.OPEN) return;
    const busy = new Set<string>();
    for (const one of waiting.values()) {
      const did = one.event.record?.live === false ? "" : didOf(one.event);
      if (busy.has(did)) continue;
      if (did) busy.add(did);
      if (Date.now() - one.sentAt < retryMs) continue;
      one.sentAt = Date.now();
      counts.sent += 1;
      client?.send(JSON.stringify({ id: one.id, ...one.event }));
    }
  }
  const timer = setInterval(send, retryMs);

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts,
    push(event: TapEvent) {
      waiting.set(nextId, { id: nextId, event, sentAt: 0 });
      nextId += 1;
      send();
    },
    /** Events that are not acknowledged. */
    left: () => waiting.size,
    /** The connection breaks. */
    drop: () => client?.terminate(),
    /** The server says goodbye. */
    close: () => client?.close(1000),
    restart() {
      client?.terminate();
      if (waiting.size === 0) nextId = 1;
    },
    async stop() {
      clearInterval(timer);
      for (const socket of sockets.clients) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function didOf({ record, identity }: TapEvent) {
  return record?.did ?? identity?.did ?? "";
}
