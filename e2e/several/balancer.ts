import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { freePort } from "../../scripts/port";

export type Balancer = {
  url: string;
  /** How many requests each app has answered. */
  answered: number[];
  stop(): Promise<void>;
};

/**
 * Sends every request to the next of several apps in turn, as a load balancer without sticky sessions does; past one that
 * is not there.
 *
 * @param ports of the apps, on 127.0.0.1; read at each request.
 */
export async function startBalancer(ports: number[]): Promise<Balancer> {
  const answered = ports.map(() => 0);
  let turn = 0;
  const server = createServer(async (incoming, outgoing) => {
    const body = await read(incoming);
    const first = turn++;
    forward(
      incoming,
      body,
      outgoing,
      [...ports.keys()].map((n) => (first + n) % ports.length),
    );
  });

  function forward(
    incoming: IncomingMessage,
    body: Buffer,
    outgoing: ServerResponse,
    [place = 0, ...others]: number[],
  ) {
    const { method, url: path, headers } = incoming;
    const asked = request({ host: "127.0.0.1", port: ports[place], method, path, headers });
    asked.on("response", (answer) => {
      answered[place] = (answered[place] ?? 0) + 1;
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(outgoing);
    });
    asked.on("error", () => {
      if (outgoing.headersSent) outgoing.destroy();
      else if (others.length > 0) forward(incoming, body, outgoing, others);
      else outgoing.writeHead(502).end();
    });
    asked.end(body);
  }

  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${port}`,
    answered,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function read(message: IncomingMessage) {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
}
