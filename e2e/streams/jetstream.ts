import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";

/** A stand-in for Jetstream: sends what it has from a cursor on, which counts too, and then what comes. */
export async function startJetstream() {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  const sent: { at: number; text: string }[] = [];
  const cursors: (string | null)[] = [];
  server.on("connection", (socket: WebSocket, request) => {
    const cursor = new URL(request.url ?? "", "ws://localhost").searchParams.get("cursor");
    cursors.push(cursor);
    if (cursor === null) return;
    for (const { at, text } of sent) if (at >= Number(cursor)) socket.send(text);
  });
  await new Promise((resolve) => server.once("listening", resolve));
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** The cursor that each connection asked for. */
    cursors,
    connections: () => server.clients.size,
    /** Sends an event, or a text as it is. */
    say(event: { time_us: number } | string) {
      const text = typeof event === "string" ? event : JSON.stringify(event);
      sent.push({ at: typeof event === "string" ? 0 : event.time_us, text });
      for (const socket of server.clients) socket.send(text);
    },
    drop() {
      for (const socket of server.clients) socket.terminate();
    },
    async stop() {
      for (const socket of server.clients) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
