/** The parts of an http(s) link that say whose profile it is. */
export interface ProfileUrl {
  /** Lower-case, without `www.`. */
  host: string;
  /** Percent-decoded. */
  segments: string[];
  query: string;
}

/**
 * A link taken apart, or null for anything else. Links with user names or backslashes before the path
 * (`https://instagram.com@evil.example/`) are not profile links.
 */
export function parseProfileUrl(text: string): ProfileUrl | null {
  const parts = text.length < 4096 ? shape.exec(text) : null;
  if (!parts) return null;
  const [, host = "", path = "", query = ""] = parts;
  return {
    host: host.toLowerCase().replace(/^www\./, ""),
    segments: path.split("/").filter(Boolean).map(percentDecoded),
    query,
  };
}

const shape = /^\s*https?:\/\/([^/?#\\@:\s]+)(?::\d+)?([^?#\s\\]*)(?:\?([^#\s]*))?(?:#\S*)?\s*$/i;

/** A link that may be shown and opened, or null: what comes out of a file must not be `javascript:`. */
export function webLink(value: unknown): string | null {
  return typeof value === "string" && parseProfileUrl(value) ? value.trim() : null;
}

/** Instagram's `/_u/NAME` opens its app; the page of the account is `/NAME`. */
export function withoutAppPath(url: string): string {
  return url.replace("instagram.com/_u/", "instagram.com/");
}

/** `name` and `@name`, where neither is one of the platform's own pages. */
export function firstSegment(url: ProfileUrl, ownPages: ReadonlySet<string>): string | null {
  const name = (url.segments[0] ?? "").replace(/^@/, "");
  return name === "" || ownPages.has(name.toLowerCase()) ? null : name;
}

/** The name after an `@`, as in `/@name`. */
export function atSegment(url: ProfileUrl): string | null {
  const [first = ""] = url.segments;
  return first.length > 1 && first.startsWith("@") ? first.slice(1) : null;
}

/** The name before the platform's host, as in `name.tumblr.com`. */
export function subdomain(url: ProfileUrl, host: string): string | null {
  if (!url.host.endsWith(`.${host}`)) return null;
  const name = url.host.slice(0, -host.length - 1);
  return name.includes(".") ? null : name;
}

function percentDecoded(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return text;
  }
}
