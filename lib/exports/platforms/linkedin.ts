import { readEnglishDay, readIsoTime, readUnixDateCommand } from "../dates";
import { ListPart } from "../list-part";
import type { PlatformReader, TableReader } from "../platform-reader";
import { parseProfileUrl, webLink } from "../profile-url";

/*
 * Connections.csv begins with a note of changing length, then the header. Member_Follows.csv has names only,
 * people unfollowed since among them.
 */
export const linkedin: PlatformReader = {
  platform: {
    id: "linkedin",
    name: "LinkedIn",
    identifies: "username",
    import: "file",
    hosts: ["linkedin.com"],
    profileUrl: (username) => `https://www.linkedin.com/in/${encodeURIComponent(username)}`,
  },
  hasSubdomains: true,
  usernameIn: (url) => (url.segments[0] === "in" ? (url.segments[1] ?? null) : null),
  members: /(^|\/)(connections|member_follows)\.csv$/,
  marks: /(^|\/)(ad_targeting|endorsement_given_info|profile summary)\.csv$/,
  readTable: (head) => readConnections(head) ?? readMemberFollows(head),
};

function readConnections(head: string[][]): TableReader | null {
  const { row, columns } = findHeader(head, ["first name", "last name", "url"]) ?? {};
  if (row === undefined || !columns) return null;
  const [first = 0, last = 0, link = 0] = columns;
  const date = (head[row] ?? []).findIndex((cell) => cell.trim().toLowerCase() === "connected on");
  const part = new ListPart({
    platform: "linkedin",
    kind: "following",
    kindIsCertain: true,
    format: "csv",
  });
  return {
    part,
    skipRows: row + 1,
    addRow(cells) {
      const url = parseProfileUrl(cells[link] ?? "");
      part.add({
        username:
          url && /^([a-z]{2,3}\.)?linkedin\.com$/.test(url.host) ? linkedin.usernameIn(url) : null,
        displayName: `${cells[first] ?? ""} ${cells[last] ?? ""}`,
        profileUrl: webLink(cells[link]),
        followedAt: readEnglishDay(cells[date]),
      });
    },
  };
}

function readMemberFollows(head: string[][]): TableReader | null {
  const { row, columns } = findHeader(head, ["fullname", "date", "status"]) ?? {};
  if (row === undefined || !columns) return null;
  const [name = 0, date = 0, status = 0] = columns;
  const part = new ListPart({
    platform: "linkedin",
    kind: "following",
    kindIsCertain: true,
    format: "csv-member-follows",
    verified: false,
  });
  part.notes.push({ code: "namesOnly", params: {} });
  return {
    part,
    skipRows: row + 1,
    addRow(cells) {
      if (/^un/i.test(cells[status]?.trim() ?? "")) return;
      const instant = readUnixDateCommand(cells[date]);
      part.add({
        displayName: cells[name],
        followedAt:
          instant === null
            ? readIsoTime(cells[date])
            : new Date(instant).toISOString().replace(".000Z", "Z"),
      });
    },
  };
}

function findHeader(head: string[][], names: string[]): { row: number; columns: number[] } | null {
  for (const [row, cells] of head.slice(0, 10).entries()) {
    const header = cells.map((cell) => cell.trim().toLowerCase());
    const columns = names.map((name) => header.indexOf(name));
    if (!columns.includes(-1)) return { row, columns };
  }
  return null;
}
