import { randomBytes, randomUUID } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { env, isLoopback } from "@/lib/env";

/** Runs before every page and route. Static files carry no code of a person's and pass by. */
export const config = {
  matcher: ["/((?!_next/static|marks.svg|icon.svg|favicon.ico).*)"],
};

export function proxy(request: NextRequest) {
  const { PUBLIC_URL } = env();
  // Opened as localhost: the sign-in comes back to 127.0.0.1, where this host's cookies would be missing.
  const host = request.headers.get("host") ?? "";
  if (isLoopback(PUBLIC_URL) && /^localhost(:\d+)?$/.test(host)) {
    const { pathname, search } = request.nextUrl;
    return sendOn(new URL(pathname + search, PUBLIC_URL));
  }

  const nonce = randomBytes(16).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  // Next reads the nonce from here and puts it on its own scripts.
  headers.set("content-security-policy", policy);
  const requestId = readRequestId(request) ?? randomUUID();
  headers.set("x-request-id", requestId);
  // Where a person who has to sign in first wants to be afterwards; see requireUser.
  headers.set("x-atlast-page", request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-request-id", requestId);
  return response;
}

/** The id that a proxy in front of us gave the request, by which both logs can be read together. */
function readRequestId(request: NextRequest) {
  const given = request.headers.get("x-request-id") ?? "";
  return /^[\w-]{8,64}$/.test(given) ? given : null;
}

/** A page that moves on by itself: a redirect between two names of this machine Next would make a relative one. */
function sendOn(url: URL) {
  const address = url.href
    .replaceAll("&", "&amp;")
    .replaceAll('"', "&quot;")
    .replaceAll("<", "&lt;");
  return new Response(
    `<!doctype html><title>ATlast</title><p><a href="${address}">${address}</a>`,
    {
      headers: { "content-type": "text/html; charset=utf-8", refresh: `0; url=${url.href}` },
    },
  );
}

function contentSecurityPolicy(nonce: string) {
  const { ATPROTO_APPVIEW_URL, ATPROTO_IMAGE_ORIGIN, PUBLIC_URL } = env();
  const isDevelopment = process.env.NODE_ENV === "development";
  const appView = new URL(ATPROTO_APPVIEW_URL).origin;
  const images = [...new Set([ATPROTO_IMAGE_ORIGIN, appView])];
  const directives = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    `img-src 'self' data: ${images.join(" ")}`,
    "font-src 'self'",
    // The AppView suggests handles to those who allow it.
    `connect-src 'self' ${appView}${isDevelopment ? " ws:" : ""}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(isLoopback(PUBLIC_URL) ? [] : ["upgrade-insecure-requests"]),
  ];
  return directives.join("; ");
}
