import { request } from "node:http";

export type Login = { handle: string; password: string };

type Exchange = { cookies: Map<string, string>; referer?: string };
type Answer = { status: number; location?: string; body: string };

// What the pages of @atproto/oauth-provider call, and how they show that it is they who call.
const API = "/@atproto/oauth-provider/~api";
const CSRF_COOKIE = "csrf-token";
const CSRF_HEADER = "x-csrf-token";

/**
 * Has a person sign in at their PDS and say yes, by the requests that the pages of the PDS make in a browser.
 *
 * @param url where the app sends the browser to.
 * @param granted what they say yes to, where it is less than what was asked for.
 * @returns where the PDS sends the browser back to.
 */
export async function authorize(
  url: string,
  { handle, password }: Login,
  granted: { scope?: string } = {},
): Promise<URL> {
  const page = await openPage(url);
  const { account, ephemeralToken } = await callApi<SignedIn>(url, "/sign-in", page, {
    locale: "en",
    username: handle,
    password,
    remember: false,
  });
  const consent = { did: account.did, ...granted };
  return leave(await callApi<Redirect>(url, "/consent", page, consent, ephemeralToken), page);
}

/** Has a person say no at their PDS. */
export async function deny(url: string): Promise<URL> {
  const page = await openPage(url);
  return leave(await callApi<Redirect>(url, "/reject", page, {}), page);
}

type SignedIn = { account: { did: string }; ephemeralToken: string };
type Redirect = { url: string };

async function openPage(url: string): Promise<Exchange> {
  const cookies = new Map<string, string>();
  await send(url, navigation("none"), { cookies });
  return { cookies, referer: url };
}

async function leave({ url }: Redirect, page: Exchange) {
  const { location, status } = await send(url, navigation("same-origin"), page);
  if (!location) throw new Error(`The PDS did not send the browser back: ${status}.`);
  return new URL(location);
}

async function callApi<Result>(
  pageUrl: string,
  method: string,
  page: Exchange,
  body: object,
  token?: string,
): Promise<Result> {
  const { origin } = new URL(pageUrl);
  const headers = {
    "content-type": "application/json",
    "sec-fetch-mode": "same-origin",
    "sec-fetch-dest": "empty",
    "sec-fetch-site": "same-origin",
    origin,
    [CSRF_HEADER]: page.cookies.get(CSRF_COOKIE) ?? "",
    ...(token && { authorization: `Bearer ${token}` }),
  };
  const answer = await send(`${origin}${API}${method}`, headers, page, JSON.stringify(body));
  if (answer.status !== 200) throw new Error(`${method} answered ${answer.status}: ${answer.body}`);
  return JSON.parse(answer.body) as Result;
}

function navigation(site: "none" | "same-origin") {
  return { "sec-fetch-mode": "navigate", "sec-fetch-dest": "document", "sec-fetch-site": site };
}

/** One request with the cookies so far. Not by fetch(), which writes the sec-fetch headers itself. */
function send(
  url: string,
  headers: Record<string, string>,
  { cookies, referer }: Exchange,
  body?: string,
): Promise<Answer> {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const options = {
    method: body === undefined ? "GET" : "POST",
    headers: { ...headers, ...(cookie && { cookie }), ...(referer && { referer }) },
  };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, options, (incoming) => {
      for (const line of incoming.headers["set-cookie"] ?? []) keepCookie(cookies, line);
      let text = "";
      incoming.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
      });
      incoming.on("end", () => {
        const { statusCode: status = 0, headers: answered } = incoming;
        resolve({ status, location: answered.location, body: text });
      });
    });
    outgoing.on("error", reject).end(body);
  });
}

function keepCookie(cookies: Map<string, string>, line: string) {
  const [pair = ""] = line.split(";", 1);
  const at = pair.indexOf("=");
  cookies.set(pair.slice(0, at), pair.slice(at + 1));
}
