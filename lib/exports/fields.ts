import { didShape, readWrittenAccount } from "./accounts";
import { readIsoTime, readUnixTime } from "./dates";
import { plainKey } from "./json";
import type { ListPart } from "./list-part";
import { webLink } from "./profile-url";
import type { PlatformId } from "./types";

/** Where a list that no platform made has what, as positions in a row. */
export interface Fields {
  username: number;
  link: number;
  did: number;
  name: number;
  date: number;
}

/** Finds the fields by their names; null where nothing names an account. */
export function findFields(header: readonly string[]): Fields | null {
  const keys = header.map((name) => plainKey(name.trim()));
  const fields = {
    username: indexOfFirst(keys, usernameKeys),
    link: indexOfFirst(keys, linkKeys),
    did: keys.indexOf("did"),
    name: indexOfFirst(keys, nameKeys),
    date: indexOfFirst(keys, dateKeys),
  };
  return fields.username < 0 && fields.link < 0 && fields.did < 0 ? null : fields;
}

/** Adds one row, and returns the platform that its link or address names. */
export function addFields(
  part: ListPart,
  row: readonly unknown[],
  fields: Fields,
): PlatformId | null {
  const written = row[fields.username];
  const account = typeof written === "string" ? readWrittenAccount(written) : null;
  const link = webLink(row[fields.link]) ?? account?.profileUrl ?? null;
  const linked = link === null ? null : readWrittenAccount(link);
  const did = row[fields.did];
  const date = row[fields.date];
  part.add({
    username: account ? account.username : (linked?.username ?? written),
    displayName: row[fields.name] || linked?.displayName,
    profileUrl: link,
    followedAt: readIsoTime(date) ?? readUnixTime(date),
    externalId:
      typeof did === "string" && didShape.test(did.trim())
        ? did.trim()
        : (account?.externalId ?? linked?.externalId),
  });
  return linked?.platform ?? account?.platform ?? null;
}

function indexOfFirst(keys: string[], wanted: readonly string[]): number {
  for (const key of wanted) {
    const index = keys.indexOf(key);
    if (index >= 0) return index;
  }
  return -1;
}

// The more telling ones first: a table may have an `account` beside a `username`.
const usernameKeys = [
  ...[
    "username",
    "handle",
    "screenname",
    "accountaddress",
    "acct",
    "login",
    "userlogin",
    "useraddress",
  ],
  ...[
    "broadcasterlogin",
    "uniqueid",
    "userhandle",
    "accounthandle",
    "profilehandle",
    "twitterhandle",
  ],
  ...["instagramhandle", "accountname", "account", "user", "usernames", "handles", "benutzername"],
  ...[
    "gebruikersnaam",
    "nomdutilisateur",
    "nombredeusuario",
    "nomeutente",
    "nomedeusuário",
    "ユーザー名",
  ],
];
const linkKeys = [
  "profileurl",
  "profilelink",
  "url",
  "link",
  "htmlurl",
  "href",
  "profile",
  "userlink",
];
const nameKeys = ["displayname", "profilename", "fullname", "name", "title", "nickname"];
const dateKeys = [
  "followedat",
  "followedon",
  "followdate",
  "datefollowed",
  "followed",
  "date",
  "timestamp",
];
