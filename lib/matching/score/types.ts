/** An account elsewhere that somebody followed. */
export type Source = {
  /** Platform id: `instagram`, `tiktok`, `threads`, `x` (or `twitter`), `youtube`, `mastodon`, … */
  platform: string;
  username: string;
  displayName?: string | null;
  profileUrl?: string | null;
};

/** An account on AT Protocol as an AppView describes it. What is missing is unknown, not zero or false. */
export type Candidate = {
  did: string;
  handle: string;
  displayName?: string;
  description?: string;
  followersCount?: number;
  postsCount?: number;
  createdAt?: string;
  labels?: string[];
  verified?: boolean;
};

/** What is known beside the two accounts. Everything is optional. */
export type Context = {
  /** Accounts among which a stranger may bear the name. Without it, the whole network. */
  networkSize?: number;
  /** Share of the people looked for who are on the network, between 0 and 1. Without it, a half. */
  shareOnNetwork?: number;
  /** Accounts known to be filed under the same name, the right one included. */
  namesakes?: number;
  /** By DID: how many of the person's other source accounts have this candidate as their best. */
  otherLists?: ReadonlyMap<string, number>;
  /** By DID: how many accounts that the person follows follow this candidate. */
  knownFollowers?: ReadonlyMap<string, number>;
  /** The time of scoring; without it, the age of an account says nothing. */
  now?: Date;
};

/** What each kind of evidence tells beside its weight; plain values that a message can take in. */
export type EvidenceDetails = {
  "same-handle": { name: string };
  "same-domain": { domain: string };
  "same-label": { name: string; domain: string };
  "handle-is-name": { name: string };
  "domain-is-name": { domain: string };
  "shared-part": { part: string };
  unlike: Record<never, never>;
  "display-is-name": { name: string };
  "display-is-username": { name: string };
  "rare-name": { name: string };
  "common-name": { name: string };
  "usual-addition": { addition: string };
  "more-in-handle": { handle: string };
  "missing-from-handle": { handle: string };
  "own-domain": { domain: string };
  "name-before-domain": { name: string; domain: string };
  "same-display-name": { name: string };
  "similar-display-name": { name: string };
  "other-display-name": { name: string };
  "disguised-name": { name: string };
  "source-names-handle": { handle: string };
  "same-server": { domain: string };
  "bridge-of-source": { domain: string };
  "bio-links-source": { site: string; name: string };
  "bio-names-source": { site: string; name: string };
  "bio-names-elsewhere": { site: string; name: string };
  "bio-names-other": { site: string; name: string };
  parody: { word: string };
  mirror: { domain: string };
  verified: Record<never, never>;
  "many-followers": { count: number };
  "empty-account": Record<never, never>;
  "new-account": { days: number };
  impersonation: Record<never, never>;
  "moderation-label": { label: string };
  "other-lists-agree": { count: number };
  "known-followers": { count: number };
  "as-good": { count: number };
  "says-too-little": { name: string };
};

export type EvidenceCode = keyof EvidenceDetails;

/**
 * One reason for or against, as it is stored and shown. `weight` is what it
 * adds to the log-odds (natural logarithm) that this is the same person.
 */
export type Evidence = {
  [Code in EvidenceCode]: { code: Code; weight: number } & EvidenceDetails[Code];
}[EvidenceCode];

/** A reason before it is weighed: `amount` times the weight of its code. */
export type Clue = {
  [Code in EvidenceCode]: { code: Code; amount: number } & EvidenceDetails[Code];
}[EvidenceCode];

/** `sure` may be selected beforehand; `look` is shown; `weak` stands behind a click. */
export type Band = "sure" | "look" | "weak";

export type Scored<C extends Candidate = Candidate> = {
  candidate: C;
  /** Percent: the probability that it is the same person, 1–99. */
  score: number;
  band: Band;
  evidence: Evidence[];
};
