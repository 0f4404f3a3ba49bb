import { importableKinds } from "./list-kinds";
import type { ListPart } from "./list-part";
import type { Follow, Note, ReadList, SkipReason } from "./types";

export interface FoundPart {
  part: ListPart;
  file: string;
}

/**
 * Puts the parts of a list together: following_1 and following_2, or two halves of an export.
 * Parts that nobody knows the kind of stay apart, for each has to be asked about.
 */
export function assemble(found: FoundPart[]): ReadList[] {
  const groups = new Map<string, FoundPart[]>();
  for (const entry of found) {
    const { platform, kind, kindIsCertain } = entry.part;
    const key = `${platform} ${kind} ${kindIsCertain ? "" : entry.file}`;
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  const lists = [...groups.values()].map(listOf);
  // What people come for is first.
  return lists.sort((one, other) => rank(one) - rank(other));
}

function rank({ kind }: ReadList): number {
  return kind === "following" ? 0 : importableKinds.has(kind) ? 1 : 2;
}

function listOf(group: FoundPart[]): ReadList {
  const parts = group.map(({ part }) => part);
  const [{ platform, kind, kindIsCertain }] = parts as [ListPart, ...ListPart[]];
  const { follows, duplicates } = withoutDuplicates(parts);
  const notes = mergeNotes(parts.flatMap((part) => part.notes));
  if (duplicates > 0) notes.push({ code: "duplicates", params: { count: duplicates } });
  return {
    platform,
    kind,
    kindIsCertain,
    formats: [...new Set(parts.map((part) => part.format))],
    files: [...new Set(group.map(({ file }) => file))],
    count: follows.length,
    follows: importableKinds.has(kind) || !kindIsCertain ? follows : [],
    skipped: mergeSkipped(parts),
    notes,
  };
}

function withoutDuplicates(parts: ListPart[]): { follows: Follow[]; duplicates: number } {
  const seen = new Set<string>();
  const follows: Follow[] = [];
  let rows = 0;
  for (const part of parts) {
    rows += part.follows.length;
    for (const follow of part.follows) {
      const key = keyOf(follow);
      if (seen.has(key)) continue;
      seen.add(key);
      follows.push(follow);
    }
  }
  return { follows, duplicates: rows - follows.length };
}

/** Two people may share a display name; the same name at the same moment is the same row. */
function keyOf({ username, displayName, followedAt, externalId }: Follow): string {
  if (username !== null) return username.toLowerCase();
  return externalId === null ? `\n${displayName}\n${followedAt}` : `\t${externalId}`;
}

function mergeSkipped(parts: ListPart[]): { reason: SkipReason; count: number }[] {
  const counts = new Map<SkipReason, number>();
  for (const [reason, count] of parts.flatMap((part) => [...part.skipped])) {
    counts.set(reason, (counts.get(reason) ?? 0) + count);
  }
  return [...counts].map(([reason, count]) => ({ reason, count }));
}

/** The same note of several parts is one, with the sum of its counts. */
function mergeNotes(notes: Note[]): Note[] {
  const merged = new Map<string, Note>();
  for (const { code, params } of notes) {
    const known = merged.get(code);
    if (!known) {
      merged.set(code, { code, params: { ...params } });
      continue;
    }
    for (const [name, value] of Object.entries(params)) {
      const before = known.params[name];
      if (typeof value === "number" && typeof before === "number")
        known.params[name] = before + value;
    }
  }
  return [...merged.values()];
}
