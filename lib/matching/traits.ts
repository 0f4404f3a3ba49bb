import type { Actor } from "@/lib/atproto";
import { readHandle } from "./names";
import type { Evidence } from "./score";

/** What people filter candidates by, as the bits of the `traits` columns. */
export const traitBits = {
  avatar: 1,
  /** The handle is a domain of their own. */
  own_domain: 2,
  /** A bot, a mirror, a bridged copy, a parody. */
  automated: 4,
  /** Follows the person whose list it is. */
  follows_me: 8,
  /** Posted in the 30 days before we looked. */
  active: 16,
} as const;

/** The traits of a candidate that its profile shows, and what scoring found in it. */
export function traitsOf(actor: Actor, evidence: Evidence[]): number {
  const { kind } = readHandle(actor.handle);
  const isAutomated =
    kind === "bridged" ||
    evidence.some(({ code }) => NOT_THEMSELVES.has(code)) ||
    (actor.labels ?? []).includes("bot") ||
    [actor.handle, actor.displayName, actor.description].some((text) => BOT.test(text ?? ""));
  return (
    (actor.avatar ? traitBits.avatar : 0) |
    (kind === "domain" || kind === "subdomain" ? traitBits.own_domain : 0) |
    (isAutomated ? traitBits.automated : 0)
  );
}

const NOT_THEMSELVES = new Set<Evidence["code"]>(["parody", "mirror", "bridge-of-source"]);

/** A word of its own in handle, name or bio: "weather-bot", "I am a bot", but neither "botany" nor "robot". */
const BOT = /(?<![\p{L}\p{N}])bots?(?![\p{L}\p{N}])/iu;
