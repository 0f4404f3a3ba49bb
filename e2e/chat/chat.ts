import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

type SentMessage = { to: string; text: string; facets: Facet[] };
type Facet = { index: { byteStart: number; byteEnd: number }; features: { uri: string }[] };

/** `lost`: it is carried out, and the answer is not heard. `broken`: it is not carried out, and nothing is answered. */
export type ChatFault = { status: number; error: string } | "lost" | "broken";

const BOT_DID = "did:plc:botbotbotbotbotbotbotbot";
const CHAT = "did:web:api.bsky.chat#bsky_chat";

/**
 * A stand-in for a bot's server and the chat service behind it, which cannot run here: sessions that expire, people who do
 * not let the bot write, and failures on demand. Other processes ask it at `/sent?to=<did>` and tell it at `/allow?did=<did>`.
 */
export async function startChat({ handle, password }: { handle: string; password: string }) {
  const mayBeWritten = new Set<string>();
  const sent: SentMessage[] = [];
  const history: { convoId: string; sentAt: string }[] = [];
  const counts: Record<string, number> = {};
  const faults: { method: string; fault: ChatFault }[] = [];
  let issued = 0;
  let valid = "";

  /** Tokens are read, not verified; the client looks at their dates. */
  function session() {
    issued += 1;
    const payload = { scope: "com.atproto.access", sub: BOT_DID, jti: issued, exp: 4_000_000_000 };
    const token = (kind: string) =>
      ["{}", JSON.stringify({ ...payload, kind }), "signature"]
        .map((part) => Buffer.from(part).toString("base64url"))
        .join(".");
    valid = token("access");
    return { did: BOT_DID, handle, active: true, accessJwt: valid, refreshJwt: token("refresh") };
  }

  type Answer = { status: number; body: object };
  const refuse = (error: string, status = 400): Answer => ({ status, body: { error } });
  const ok = (body: object): Answer => ({ status: 200, body });

  function answer(method: string, query: URLSearchParams, body: Body, request: IncomingMessage) {
    if (method === "com.atproto.server.createSession") {
      if (body.identifier !== handle || body.password !== password) {
        return refuse("AuthenticationRequired", 401);
      }
      return ok(session());
    }
    if (method === "com.atproto.server.refreshSession") return ok(session());
    if (request.headers.authorization !== `Bearer ${valid}`) return refuse("ExpiredToken");
    if (method === "com.atproto.server.getSession") return ok({ did: BOT_DID, handle });
    if (request.headers["atproto-proxy"] !== CHAT) return refuse("MethodNotImplemented", 501);

    const member = query.get("members") ?? "";
    switch (method.replace("chat.bsky.convo.", "")) {
      case "getConvoAvailability":
        return ok({ canChat: mayBeWritten.has(member) });
      case "getConvoForMembers":
        return mayBeWritten.has(member)
          ? ok({ convo: { id: member, rev: "1", members: [], muted: false, unreadCount: 0 } })
          : refuse("NotFollowedBySender");
      case "getMessages":
        return ok({
          messages: history
            .filter(({ convoId }) => convoId === query.get("convoId"))
            .map(({ sentAt }) => ({ sentAt, sender: { did: BOT_DID } })),
        });
      case "sendMessage": {
        const { convoId = "", message = { text: "" } } = body;
        const sentAt = new Date().toISOString();
        sent.push({ to: convoId, text: message.text, facets: message.facets ?? [] });
        history.push({ convoId, sentAt });
        return ok({ id: `${history.length}`, rev: "1", sentAt, sender: { did: BOT_DID } });
      }
      default:
        return refuse("MethodNotImplemented", 501);
    }
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "", "http://localhost");
    if (url.pathname === "/allow") {
      mayBeWritten.add(url.searchParams.get("did") ?? "");
      return response.end();
    }
    if (url.pathname === "/sent") {
      return response.end(
        JSON.stringify(sent.filter(({ to }) => to === url.searchParams.get("to"))),
      );
    }
    const method = url.pathname.replace("/xrpc/", "");
    counts[method] = (counts[method] ?? 0) + 1;
    const body = request.headers["content-type"]?.includes("json") ? await json(request) : {};
    const place = faults.findIndex((one) => method.endsWith(one.method));
    const [{ fault } = { fault: undefined }] = place < 0 ? [] : faults.splice(place, 1);
    if (fault === "broken") return request.socket.destroy();
    const { status, body: said } =
      typeof fault === "object"
        ? refuse(fault.error, fault.status)
        : answer(method, url.searchParams, body as Body, request);
    if (fault === "lost") return request.socket.destroy();
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(said));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mayBeWritten,
    sent,
    counts,
    failNext: (method: string, fault: ChatFault) => faults.push({ method, fault }),
    /** The bot's access token is no longer taken. */
    expire() {
      valid = "";
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Body = {
  identifier?: string;
  password?: string;
  convoId?: string;
  message?: { text: string; facets?: Facet[] };
};
