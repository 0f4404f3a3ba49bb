import { isObject } from "../json";
import { ListPart } from "../list-part";
import { addMetaRecords, linkedHosts, type MetaSource } from "../meta-records";
import type { PlatformReader } from "../platform-reader";
import { firstSegment } from "../profile-url";
import type { ListKind } from "../types";

/*
 * Inside Instagram's export, in a following.json of the same name as Instagram's own: the key tells them apart.
 */
export const threads: PlatformReader = {
  platform: {
    id: "threads",
    name: "Threads",
    identifies: "username",
    import: "file",
    hosts: ["threads.net", "threads.com"],
    profileUrl: (username) => `https://www.threads.com/@${encodeURIComponent(username)}`,
  },
  usernameIn: (url) => firstSegment(url, ownPages),
  members: /(^|\/)(text_post_app_)*(following|followers)\.(json|html?)$/,
  readJson(value, file) {
    if (isObject(value)) return readLists(value);
    if (!Array.isArray(value) || !linkedHosts(value).some(isOurs)) return null;
    const part = new ListPart({
      platform: "threads",
      kind: file.kind?.kind ?? "following",
      kindIsCertain: file.kind?.certain ?? false,
      format: "json-bare-array",
      verified: false,
    });
    addMetaRecords(part, value, threadsRecords);
    return [part];
  },
};

const ownPages = new Set("search settings login about activity t".split(" "));

const threadsRecords: MetaSource = {
  reader: threads,
  links: ["https://www.threads.net/@", "https://www.threads.com/@"],
  titleIsName: true,
};

const lists = new Map<string, ListKind>([
  ["following", "following"],
  ["followers", "followers"],
  ["blocked_users", "blocked"],
  ["muted_users", "muted"],
  ["restricted_users", "restricted"],
]);

function readLists(value: Record<string, unknown>): ListPart[] | null {
  const keys = Object.keys(value).filter((key) => key.startsWith("text_post_app_"));
  if (keys.length === 0) return null;
  return keys.flatMap((key) => {
    const kind = lists.get(key.replace(/^(text_post_app_)+/, ""));
    const records = value[key] ?? [];
    if (!kind || !Array.isArray(records)) return [];
    const part = new ListPart({
      platform: "threads",
      kind,
      kindIsCertain: true,
      format: "json-key",
    });
    addMetaRecords(part, records, threadsRecords);
    return [part];
  });
}

function isOurs(host: string): boolean {
  return threads.platform.hosts.includes(host);
}
