import { type DisplayName, readDisplayName } from "../names/display-name";
import { type HandleParts, readHandle } from "../names/handle";
import { type Bio, readBio } from "./bio";
import { Spelling } from "./spelling";
import type { Candidate } from "./types";

/** What scoring needs to know of a candidate, worked out once for all source accounts that it may be. */
export type CandidateFacts<C extends Candidate = Candidate> = {
  candidate: C;
  handle: HandleParts;
  /** The parts of the handle that somebody may have chosen, without hyphens, each once. */
  chosen: readonly ChosenPart[];
  name: DisplayName;
  /** The words of the display name without anything between them. */
  joinedName: Spelling;
  bio: Bio;
};

export type ChosenPart = { spelling: Spelling; of: "label" | "domain" };

export function readCandidateFacts<C extends Candidate>(candidate: C): CandidateFacts<C> {
  const handle = readHandle(candidate.handle);
  const name = readDisplayName(candidate.displayName);
  return {
    candidate,
    handle,
    chosen: chosenParts(handle),
    name,
    joinedName: new Spelling(name.words.join("")),
    bio: readBio(candidate.description),
  };
}

function chosenParts(handle: HandleParts): ChosenPart[] {
  const label = withoutHyphens(handle.label);
  const ofDomain = handle.kind === "domain" ? [handle.whole, label] : [];
  if (handle.kind === "subdomain")
    ofDomain.push(handle.whole, handle.joined, withoutHyphens(handle.stem));
  return [...new Set([...ofDomain, label])]
    .filter((text) => text.length >= SHORTEST)
    .map((text) => ({
      spelling: new Spelling(text),
      of: ofDomain.includes(text) ? "domain" : "label",
    }));
}

const SHORTEST = 2;

export function withoutHyphens(label: string): string {
  return label.includes("-") ? label.replaceAll("-", "") : label;
}
