/** The parts of an AT Protocol handle that a person may have chosen. */
export type HandleParts = {
  /** The whole handle, lower-case. */
  handle: string;
  /**
   * `hosted`: a name under a host that gives names away (`jane.bsky.social`);
   * `domain`: a registered name (`jane.dev`); `subdomain`: a name under one
   * (`jane.example.org`); `bridged`: a mirror made by a bridge (`jane.mastodon.social.ap.brid.gy`).
   */
  kind: "hosted" | "domain" | "subdomain" | "bridged";
  /** The first part with a meaning, hyphens kept. */
  label: string;
  /** The registered domain (`example.org`); the host for hosted names. */
  domain: string;
  /** The registered name without its suffix (`example`); empty for hosted names. */
  stem: string;
  /** Everything before the suffix, without dots and hyphens: `andrew.heiss.phd` gives `andrewheiss`. */
  joined: string;
  /** The whole handle without dots and hyphens (`swiftorg`); empty for hosted names. */
  whole: string;
};

/**
 * True for a handle as the AT Protocol handle specification has it: at most 253
 * characters, two labels or more of 1–63 letters, digits and inner hyphens, the
 * last one not starting with a digit, and not under a reserved top-level domain.
 */
export function isHandle(text: string): boolean {
  return text.length <= 253 && HANDLE.test(text) && !RESERVED.test(text);
}

/** Takes a handle apart. Anything else than a handle is read as one label. */
export function readHandle(handle: string): HandleParts {
  const lower = handle.toLowerCase();
  const labels = lower.split(".");

  const bridge = lower.endsWith(".brid.gy") ? BRIDGES.exec(lower) : null;
  if (bridge) {
    const inner = lower.slice(0, bridge.index).split(".");
    const label = inner[0] ?? "";
    return parts(lower, "bridged", label, bridge[0].slice(1));
  }

  if (labels.length < 2) return parts(lower, "hosted", lower, "");
  const host = labels.slice(-2).join(".");
  if (labels.length > 2 && HOSTS.has(host)) {
    return parts(lower, "hosted", labels.slice(0, -2).join("."), host);
  }

  const suffix = isDoubleSuffix(labels) ? 2 : 1;
  const domain = labels.slice(-suffix - 1).join(".");
  const stem = labels.at(-suffix - 1) ?? "";
  const own = labels.slice(0, -suffix - 1).filter((label) => !GENERIC.has(label));
  const named = [...own, stem];
  return {
    handle: lower,
    kind: own.length === 0 ? "domain" : "subdomain",
    label: named[0] ?? "",
    domain,
    stem,
    joined: plain(named.join("")),
    whole: plain([...own, domain].join("")),
  };
}

const HANDLE = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
const RESERVED = /\.(?:alt|arpa|example|internal|invalid|local|localhost|onion)$/i;
const BRIDGES = /\.(?:ap|web|nostr)?\.?brid\.gy$/;

/** Labels that stand before a domain without naming anybody. */
const GENERIC = new Set(
  "www bsky bluesky blog social at atproto me hi hello web site home mail im".split(" "),
);

/** Hosts that give names away: PDS hosts, handle services, and sites where a subdomain is a user. */
const HOSTS = new Set(
  (
    "bsky.social brid.gy swifties.social army.social woke.cat shy.cat lesbian.cat " +
    "is-extremely.gay fellas.social emos.social neocities.org itch.io substack.com galo.cam " +
    "vtubers.social beyhive.social the-gay.cat skyfleet.blue ispost.ing kawaii.social " +
    "twice.social satan.social atiny.social medsky.social bookstan.online tripazeada.club " +
    "crvg.me blacksky.app sprk.so tngl.sh northsky.social eurosky.social github.io gitlab.io " +
    "tumblr.com wordpress.com blogspot.com carrd.co netlify.app vercel.app pages.dev web.app " +
    "myshopify.com deviantart.com bandcamp.com artstation.com write.as bearblog.dev"
  ).split(" "),
);

/** Second-level names that countries hand out like suffixes: `co.uk`, `com.br`. */
const DOUBLE = new Set("co com org net gov ac edu gob gouv or ne go nom me ltd".split(" "));

function isDoubleSuffix(labels: string[]): boolean {
  return labels.length > 2 && (labels.at(-1) ?? "").length === 2 && DOUBLE.has(labels.at(-2) ?? "");
}

function parts(
  handle: string,
  kind: HandleParts["kind"],
  label: string,
  domain: string,
): HandleParts {
  return { handle, kind, label, domain, stem: "", joined: plain(label), whole: "" };
}

function plain(text: string): string {
  return /[.-]/.test(text) ? text.replace(/[.-]/g, "") : text;
}
