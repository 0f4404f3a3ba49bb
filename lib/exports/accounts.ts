import type { PlatformReader } from "./platform-reader";
import { readers } from "./platforms/all";
import { addressIn } from "./platforms/mastodon";
import { type ProfileUrl, parseProfileUrl, withoutAppPath } from "./profile-url";
import type { PlatformId } from "./types";

/** An account as people write it down. */
export interface WrittenAccount {
  /** Known where the text says it: a profile link, a full address or a DID. */
  platform: PlatformId | null;
  username: string | null;
  displayName: string | null;
  profileUrl: string | null;
  externalId: string | null;
}

/** The account that a profile link leads to, or null. */
export function accountInLink(text: string): WrittenAccount | null {
  const url = parseProfileUrl(text);
  if (!url) return null;
  const reader = readerOf(url);
  const platform = reader ? reader.platform.id : "mastodon";
  const profileUrl = withoutAppPath(text.trim());
  const person = reader?.personIn?.(url);
  if (person) return { platform, username: null, profileUrl, ...person };
  const username = reader ? reader.usernameIn(url) : addressIn(url);
  if (username === null) return null;
  const isDid = didShape.test(username);
  return {
    platform,
    username: isDid ? null : username,
    displayName: null,
    profileUrl,
    externalId: isDid ? username : null,
  };
}

/** The platform that a link leads to, whether to an account or to another page of it. */
export function platformOfLink(text: string): PlatformId | null {
  const url = parseProfileUrl(text);
  return (url && readerOf(url)?.platform.id) ?? null;
}

/** `@name`, `name`, `name@host`, a full handle, a DID or a profile link; null for anything with other characters. */
export function readWrittenAccount(text: string): WrittenAccount | null {
  const written = text.trim();
  if (didShape.test(written)) {
    return {
      platform: "bluesky",
      username: null,
      displayName: null,
      profileUrl: null,
      externalId: written,
    };
  }
  if (/^https?:/i.test(written)) return accountInLink(written);
  if (linkWithoutScheme.test(written)) {
    const linked = accountInLink(`https://${written}`);
    if (linked) return linked;
  }
  if (!nameShape.test(written)) return null;
  const username = written.replace(/^@/, "");
  return {
    platform: username.includes("@") ? "mastodon" : null,
    username,
    displayName: null,
    profileUrl: null,
    externalId: null,
  };
}

export const didShape = /^did:(plc:[a-z2-7]{24}|web:[\w.%:-]+)$/;
const linkWithoutScheme = /^[\w-]+(\.[\w-]+)+\/\S/;
const nameShape =
  /^@?(?=[^@]*[\p{L}\p{N}_])[\p{L}\p{M}\p{N}_.~+-]+(@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+)?$/u;

const readersByHost = new Map<string, PlatformReader>(
  readers.flatMap((reader) => reader.platform.hosts.map((host) => [host, reader] as const)),
);

function readerOf(url: ProfileUrl): PlatformReader | undefined {
  const exact = readersByHost.get(url.host);
  if (exact) return exact;
  const parent = readersByHost.get(url.host.slice(url.host.indexOf(".") + 1));
  return parent?.hasSubdomains ? parent : undefined;
}
