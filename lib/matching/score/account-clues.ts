import type { HandleParts } from "../names/handle";
import type { SourceFacts } from "./source-facts";
import type { Candidate, Clue, Context } from "./types";

/** What the candidate's account says by itself: labels, verification, activity, age. */
export function accountClues(candidate: Candidate, context: Context): Clue[] {
  const clues: Clue[] = [];
  for (const label of new Set(candidate.labels)) {
    if (label === "impersonation") clues.push({ code: "impersonation", amount: 1 });
    else if (WARNING_LABELS.has(label)) clues.push({ code: "moderation-label", amount: 1, label });
  }
  if (candidate.verified) clues.push({ code: "verified", amount: 1 });

  const { followersCount: followers, postsCount: posts } = candidate;
  if (followers !== undefined && followers >= 1000) {
    const amount = Math.min(3, Math.log10(followers) - 2);
    clues.push({ code: "many-followers", amount, count: followers });
  }
  if (posts === 0 && followers !== undefined && followers < 5) {
    clues.push({ code: "empty-account", amount: 1 });
  }
  const days = ageInDays(candidate.createdAt, context.now);
  if (days !== null && days < NEW_DAYS) clues.push({ code: "new-account", amount: 1, days });
  return clues;
}

/** What other lists and other people say about the candidate. */
export function companyClues(candidate: Candidate, context: Context): Clue[] {
  const clues: Clue[] = [];
  const lists = context.otherLists?.get(candidate.did) ?? 0;
  if (lists > 0)
    clues.push({ code: "other-lists-agree", amount: Math.min(2, lists), count: lists });
  const followers = context.knownFollowers?.get(candidate.did) ?? 0;
  if (followers > 0) {
    const amount = Math.min(3, Math.log2(1 + followers));
    clues.push({ code: "known-followers", amount, count: followers });
  }
  return clues;
}

/** Links between the two that do not go by likeness of names. */
export function linkClues(source: SourceFacts, handle: HandleParts): Clue[] {
  const clues: Clue[] = [];
  if (source.name.handles.includes(handle.handle)) {
    clues.push({ code: "source-names-handle", amount: 1, handle: handle.handle });
  }
  const { server, written } = source.username;
  const address = `${written}.${server}`.replace(/_/g, "-");
  if (handle.kind === "bridged") {
    const isMirror = handle.handle.startsWith(`${address}.ap.`);
    if (server && isMirror) clues.push({ code: "bridge-of-source", amount: 1, domain: server });
    else clues.push({ code: "mirror", amount: 1, domain: handle.domain });
  } else if (server && isServerOf(server, handle)) {
    const amount = handle.handle === address ? WHOLE_ADDRESS : 1;
    clues.push({ code: "same-server", amount, domain: handle.domain });
  }
  return clues;
}

/** Labels that say that an account is not what it seems. */
const WARNING_LABELS = new Set(["spam", "scam", "misleading", "!hide", "!takedown", "!warn"]);
const NEW_DAYS = 14;
/** `mira@example.org` as `mira.example.org`. */
const WHOLE_ADDRESS = 5;
const DAY_MS = 86_400_000;

/** Servers where anybody has an account: their domain names nobody. */
const OPEN_SERVERS = new Set(
  (
    "mastodon.social mastodon.online mstdn.social mstdn.jp mas.to hachyderm.io fosstodon.org " +
    "infosec.exchange techhub.social mastodon.world universeodon.com threads.net misskey.io " +
    "pawoo.net chaos.social ruby.social indieweb.social front-end.social"
  ).split(" "),
);

/** True where a fediverse address lives on the candidate's own domain. */
function isServerOf(server: string, handle: HandleParts): boolean {
  if (handle.kind === "hosted" || OPEN_SERVERS.has(server)) return false;
  return server === handle.domain || server.endsWith(`.${handle.domain}`);
}

function ageInDays(createdAt: string | undefined, now: Date | undefined): number | null {
  const created = Date.parse(createdAt ?? "");
  return now && !Number.isNaN(created)
    ? Math.max(0, Math.floor((now.getTime() - created) / DAY_MS))
    : null;
}
