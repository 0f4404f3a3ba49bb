import { readHandle } from "@/lib/matching/names/handle";
import { readSource } from "@/lib/matching/names/username";
import type { Query } from "./pairs";
import { trigrams } from "./trigrams";

/** How an account elsewhere and its owner's handle belong together, the closest first. */
export const relations = [
  "equal handle",
  "equal after normalising",
  "own domain",
  "similar",
  "unreachable from the name",
] as const;
export type Relation = (typeof relations)[number];

/** The closest relation of a query to any of its right handles. */
export function relationOf(query: Query): Relation {
  const found = [...query.handles].map((handle) => relations.indexOf(relationTo(query, handle)));
  return relations[Math.min(...found)] ?? "unreachable from the name";
}

const LIKE = 0.4;
const CONTAINED = 4;

function relationTo(query: Query, handle: string): Relation {
  const { username, name } = readSource(query);
  const { kind, label, stem, joined, whole } = readHandle(handle);
  const isOwn = kind === "domain" || kind === "subdomain";
  const bare = label.replace(/-/g, "");
  if (!isOwn && username.written === label) return "equal handle";
  if (!isOwn && username.plain === bare) return "equal after normalising";

  const parts = [...new Set([bare, stem.replace(/-/g, ""), joined, whole])].filter(Boolean);
  if (isOwn && parts.includes(username.plain)) return "own domain";

  const [first = "", last = ""] = [name.words[0], name.words.at(-1)];
  const names = [username.plain, name.words.join(""), first + last, last + first].filter(Boolean);
  const isSimilar = names.some((own) => parts.some((part) => areAlike(own, part)));
  return isSimilar ? "similar" : "unreachable from the name";
}

function areAlike(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (short.length >= CONTAINED && long.includes(short)) return true;
  const grams = trigrams(one);
  const others = trigrams(other);
  const shared = others.filter((gram) => grams.includes(gram)).length;
  return shared / (grams.length + others.length - shared) > LIKE;
}
