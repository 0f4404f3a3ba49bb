import { readIsoTime } from "../dates";
import { isObject } from "../json";
import { ListPart } from "../list-part";
import type { PlatformReader } from "../platform-reader";
import { atSegment, parseProfileUrl, webLink } from "../profile-url";

/*
 * Google Takeout. Header, folder and file name are in the account's language, the order of the columns is not:
 * channel id, link, title. There is no handle, unless a column after those has one.
 */
export const youtube: PlatformReader = {
  platform: {
    id: "youtube",
    name: "YouTube",
    identifies: "id",
    import: "file",
    hosts: ["youtube.com", "m.youtube.com"],
    profileUrl: (username) => `https://www.youtube.com/@${encodeURIComponent(username)}`,
  },
  usernameIn(url) {
    const [first = "", second = null] = url.segments;
    return atSegment(url) ?? (["user", "c"].includes(first) ? second : null);
  },
  members:
    /(^|\/)(subscriptions\.(csv|json)|(suscripciones|abos|abonnementen|abonnements|iscrizioni|inscri[cç][oõ]es|subskrypcje)\.csv|subscription_manager(\.(xml|opml))?)$|youtube[^/]*\/(.*\/)?(?<list>[^/]+)\/\k<list>\.csv$/,
  marks: /(^|\/)takeout\//,
  readTable(head, file) {
    const first = head.findIndex(isChannelRow);
    const [header = []] = head;
    const isEmptyList = head.length === 1 && header.length >= 3 && /channel/i.test(header[0] ?? "");
    if (first < 0 && !(isEmptyList && /subscriptions\.csv$/.test(file.key))) return null;
    const part = newPart("csv");
    return {
      part,
      skipRows: Math.max(first, isEmptyList ? 1 : 0),
      addRow(cells) {
        if (!isChannelRow(cells)) return part.skip("noName");
        const [id = "", url, title, ...others] = cells;
        const handle = others.find((cell) => /^@[^\s@]{2,40}$/.test(cell.trim()));
        part.add({
          username: handle,
          displayName: title,
          profileUrl: webLink(url),
          externalId: id.trim(),
        });
      },
    };
  },
  readJson(value) {
    if (!Array.isArray(value) || !value.some((item) => channelOf(item) !== null)) return null;
    const part = newPart("json");
    for (const item of value) {
      const id = channelOf(item);
      const snippet = isObject(item) && isObject(item.snippet) ? item.snippet : {};
      part.add({
        displayName: snippet.title,
        profileUrl: id && channelUrl(id),
        followedAt: readIsoTime(snippet.publishedAt, "Z"),
        externalId: id,
      });
    }
    return [part];
  },
  readMarkup(page) {
    const part = newPart("opml", false);
    page.walk((item) => {
      if (item.type !== "outline") return;
      const { xmlurl, title, text } = item.attributes;
      const url = parseProfileUrl(xmlurl ?? "");
      const id =
        url?.host === "youtube.com" ? /(?:^|&)channel_id=([^&]+)/.exec(url.query)?.[1] : null;
      if (id && channelId.test(id)) {
        part.add({ displayName: title || text, profileUrl: channelUrl(id), externalId: id });
      }
    });
    return part.follows.length > 0 ? [part] : null;
  },
};

const channelId = /^UC[\w-]{22}$/;

function newPart(format: string, verified = true): ListPart {
  const part = new ListPart({
    platform: "youtube",
    kind: "following",
    kindIsCertain: true,
    format,
    verified,
  });
  part.notes.push({ code: "channelsOnly", params: {} });
  return part;
}

function isChannelRow(cells: string[]): boolean {
  if (!channelId.test(cells[0]?.trim() ?? "")) return false;
  const url = parseProfileUrl(cells[1] ?? "");
  return url !== null && youtube.platform.hosts.includes(url.host) && url.segments[0] === "channel";
}

/** `snippet.channelId` is the subscriber's own channel; the one followed is in `resourceId`. */
function channelOf(item: unknown): string | null {
  const snippet = isObject(item) ? item.snippet : null;
  const resource = isObject(snippet) ? snippet.resourceId : null;
  const id = isObject(resource) ? resource.channelId : null;
  return typeof id === "string" && channelId.test(id) ? id : null;
}

function channelUrl(id: string): string {
  return `https://www.youtube.com/channel/${id}`;
}
