import { readDisplayName } from "./display-name";
import { isHandle } from "./handle";
import { readSource, readUsername } from "./username";

type Source = { platform?: string; username: string; displayName?: string | null };

/** Where most people have their handle. */
const DEFAULT_HOSTS = ["bsky.social"];
const MOST_PROBES = 4;
const MOST_FORMS = 3;

/**
 * Handles that the person may have, the most probable first, to be asked for
 * by exact name: handles that their display name tells, the username as a
 * handle itself, under the hosts (without separators, then with hyphens for
 * them), as a `.com`; the name under the hosts. Lower-case and valid; four at
 * most, besides those that the display name tells and those under more hosts.
 *
 * @param hosts hosts that give names away, without a leading dot.
 * @param moreHosts hosts that are worth one handle each: the username.
 */
export function handleProbes(
  source: Source,
  hosts: readonly string[] = DEFAULT_HOSTS,
  moreHosts: readonly string[] = [],
): string[] {
  const { username, name } = readSource(source);
  const { plain, written, server } = username;
  const hyphened = written.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  const fullName = name.words.length > 1 ? `${name.words[0]}${name.words.at(-1)}` : "";

  const guesses = [
    ...(isPlausibleDomain(written) ? [written] : []),
    ...underHosts(plain, hosts),
    ...underHosts(hyphened, hosts),
    ...(plain.length >= SHORTEST_DOMAIN ? [`${plain}.com`] : []),
    ...(server ? [`${written.replace(/_/g, "-")}.${server}.ap.brid.gy`] : []),
    ...underHosts(fullName, hosts),
    ...(source.platform === "github" ? [`${plain}.dev`] : []),
    ...(fullName ? [`${fullName}.com`] : []),
  ];
  const valid = [...new Set(guesses)].filter(isHandle);
  const told = name.handles.filter(isHandle);
  return [...new Set([...told, ...valid.slice(0, MOST_PROBES), ...underHosts(plain, moreHosts)])];
}

/**
 * What to put to an AppView's search, the most telling first, three at most:
 * the username, the name as words, the username as words where it has
 * separators (the search finds whole words and beginnings, not the inside of
 * them). Letters, digits and blanks only, since the search has an operator
 * syntax.
 */
export function searchForms(source: Source): string[] {
  const { username, name } = readSource(source);
  const forms = [username.plain, name.ownWords.join(" "), username.parts.join(" ")];
  return [...new Set(forms)].filter((form) => form.length >= 2).slice(0, MOST_FORMS);
}

/**
 * A username in one piece with its words apart, as far as a display name shows where they end: "ada lovelace" for
 * `adalovelace` and "Ada Lovelace", or "Ada" alone. Null where it shows no such thing.
 */
export function wordsApart(username: string, displayName: string | undefined): string | null {
  const { plain } = readUsername(username);
  const { ownWords: words } = readDisplayName(displayName);
  if (words.length > 1 && words.join("") === plain) return words.join(" ");
  const [first = "", last = ""] = [words[0], words.at(-1)];
  for (const [word, at] of [
    [first, first.length],
    [last, plain.length - last.length],
  ] as const) {
    const parts = [plain.slice(0, at), plain.slice(at)];
    if (parts.includes(word) && parts.every(({ length }) => length >= SHORTEST_WORD)) {
      return parts.join(" ");
    }
  }
  return null;
}

/** What the hosts' own rule takes as a name: 3 to 18 letters, digits and inner hyphens. */
const HOSTED = /^[a-z0-9][a-z0-9-]{1,16}[a-z0-9]$/;
const SHORTEST_DOMAIN = 4;
const SHORTEST_WORD = 3;

/** Endings that make a username with a dot look like a domain rather than like first name and surname. */
const ENDINGS = new Set(
  (
    "com org net dev io me co app blog social xyz info tv fm art design tech gov edu eu news media " +
    "uk de fr nl be ch at it es pt br us ca au nz jp kr pl se no dk fi ie in"
  ).split(" "),
);

function underHosts(label: string, hosts: readonly string[]): string[] {
  return HOSTED.test(label) ? hosts.map((host) => `${label}.${host}`) : [];
}

function isPlausibleDomain(written: string): boolean {
  return isHandle(written) && ENDINGS.has(written.slice(written.lastIndexOf(".") + 1));
}
