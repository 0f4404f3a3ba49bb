import { isObject } from "../json";
import { ListPart } from "../list-part";
import type { PlatformReader } from "../platform-reader";
import { atSegment, type ProfileUrl, parseProfileUrl, webLink } from "../profile-url";

/*
 * Mastodon and what writes like it (Pleroma, Akkoma, GoToSocial, Friendica): following_accounts.csv with
 * `Account address`. Misskey and its relatives: an address per line, then `withReplies=…`. Pixelfed: an array of
 * profile links. ActivityPub: an OrderedCollection of them. The username is the full address.
 */
export const mastodon: PlatformReader = {
  platform: {
    id: "mastodon",
    name: "Mastodon",
    identifies: "username",
    import: "file",
    hosts: [],
    profileUrl(username) {
      const [, name, host] = addressShape.exec(username) ?? [];
      return name && host ? `https://${host}/@${name}` : null;
    },
  },
  usernameIn: addressIn,
  members:
    /(^|\/)((following|muted|blocked)_accounts|follows|pixelfed-follow(ing|ers)|fedifinder_following_accounts)\.(csv|json)$/,
  readTable(head, file) {
    const header = (head[0] ?? []).map((cell) => cell.trim().toLowerCase());
    const column = header.indexOf("account address");
    if (column >= 0) {
      const saysFollowing = header.includes("show boosts");
      const kind = header.includes("hide notifications") ? ("muted" as const) : file.kind?.kind;
      const part = new ListPart({
        platform: "mastodon",
        kind: saysFollowing ? "following" : (kind ?? "following"),
        kindIsCertain: saysFollowing || kind === "muted" || (file.kind?.certain ?? false),
        format: "csv",
      });
      return { part, skipRows: 1, addRow: (cells) => part.add({ username: cells[column] }) };
    }
    if (head.length === 0 || !head.every((row) => isAddressRow(row))) return null;
    const part = new ListPart({
      platform: "mastodon",
      kind: file.kind?.kind ?? "following",
      kindIsCertain: file.kind?.certain ?? false,
      format: "csv-no-header",
      verified: false,
    });
    return { part, skipRows: 0, addRow: ([address]) => part.add({ username: address }) };
  },
  readJson(value, file) {
    const collection =
      isObject(value) && value.type === "OrderedCollection" ? value.orderedItems : value;
    if (!Array.isArray(collection)) return null;
    const isCollection = collection !== value;
    const isPixelfed = /pixelfed/.test(file.key);
    if (!isCollection && !isPixelfed && !collection.slice(0, 20).every(isActorLink)) return null;
    if (!isCollection && collection.length === 0 && !isPixelfed) return null;
    const part = new ListPart({
      platform: "mastodon",
      kind: file.kind?.kind ?? "following",
      kindIsCertain: isCollection || (file.kind?.certain ?? false),
      format: isCollection ? "json-activitypub" : "json-links",
      verified: false,
    });
    for (const item of collection) {
      const link = isObject(item) ? (item.id ?? item.url) : item;
      const url = typeof link === "string" ? parseProfileUrl(link) : null;
      const address = url && (addressIn(url) ?? bareAddressIn(url));
      part.add({ username: address, profileUrl: webLink(link) });
    }
    return [part];
  },
};

const addressShape = /^@?([\p{L}\p{N}_.-]+)@((?:[\p{L}\p{N}-]+\.)+[\p{L}\p{N}-]{2,})$/u;

/** `user@host`, which only people on fediverse servers (and e-mail) have. */
function isFediverseAddress(text: string): boolean {
  return addressShape.test(text);
}

/** `https://host/@name` and `https://host/users/name`; the same on every server. */
export function addressIn(url: ProfileUrl): string | null {
  const [first, second] = url.segments;
  const name = atSegment(url) ?? (first === "users" || first === "accounts" ? second : undefined);
  if (!name || /[\s/]/.test(name)) return null;
  return name.includes("@") ? name : `${name}@${url.host}`;
}

/** Pixelfed's own accounts: `https://host/name`. */
function bareAddressIn(url: ProfileUrl): string | null {
  const [name, more] = url.segments;
  return name && more === undefined ? `${name}@${url.host}` : null;
}

function isAddressRow([address = "", ...rest]: string[]): boolean {
  return (
    isFediverseAddress(address.trim()) &&
    rest.every((cell) => /^(|true|false|\w+=\w*|[a-z ,]+)$/i.test(cell))
  );
}

function isActorLink(item: unknown): boolean {
  const url = typeof item === "string" ? parseProfileUrl(item) : null;
  return url !== null && addressIn(url) !== null;
}
