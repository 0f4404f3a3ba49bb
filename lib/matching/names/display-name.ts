import { foldText, romanize, squeeze } from "./text";

/** A display name taken apart. Words are folded, and in Latin letters where their script has a table. */
export type DisplayName = {
  /** Words of the name itself, without titles: `["ada", "lovelace"]`. */
  words: string[];
  /** The same words in their own script, folded. */
  ownWords: string[];
  /** The same words with ä, ö, ü, å, ø written as two letters, where that differs. */
  longWords: string[] | null;
  /** What stands beside the name: in brackets, in quotes, after a bar; squeezed. */
  aliases: string[];
  /** Handles and domains named in it, lower-case, without `@`. */
  handles: string[];
};

/** Reads a display name from any platform. An absent or empty one has no words. */
export function readDisplayName(displayName: string | undefined): DisplayName {
  if (!displayName) return NOTHING;
  const text = displayName.replace(DECORATION, " ").normalize("NFKC");

  const handles = [...text.toLowerCase().matchAll(HANDLE)].map((found) => found[1] ?? "");
  const quoted = [...text.matchAll(QUOTED)].map((found) => found[1] ?? "");
  const bracketed = [...text.matchAll(BRACKETED)].map((found) => found[1] ?? "");
  const [main = "", ...beside] = text
    .replace(BRACKETED, " ")
    .replace(HANDLE, " ")
    .split(BAR)
    .filter((part) => /[\p{L}\p{N}]/u.test(part));

  const asides = [...beside, ...quoted, ...bracketed].filter((part) => !PRONOUNS.test(part.trim()));
  const name = main || (asides.shift() ?? "");
  const ownWords = wordsOf(foldText(name));
  const words = ownWords.map(romanize);
  const longWords = LONG_FORMS.test(name) ? wordsOf(foldText(spellOut(name))) : null;
  const aliases = asides
    .map(squeeze)
    .map(romanize)
    .filter((alias) => alias.length >= 3);
  return { words, ownWords, longWords, aliases, handles };
}

const NOTHING: DisplayName = { words: [], ownWords: [], longWords: null, aliases: [], handles: [] };

/** Signs that compatibility folding would turn into letters, and the parts of emoji that count as marks. */
const DECORATION = /[™®©℠\u200b-\u200d]|[\ufe00-\ufe0f]|\u20e3/g;
const HANDLE = /@?\b([a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.[a-z]{2,})\b/gi;
const QUOTED = /["“”«»'‘’]([\p{L}\p{N}][^"“”«»'‘’]*[\p{L}\p{N}])["“”«»'‘’](?=\s|$)/gu;
const BRACKETED = /[([{（【「]([^)\]}）】」]*)[)\]}）】」]?/g;
const BAR = /\s[-–—:/~]\s|[|•·,;]|\s@/;
const PRONOUNS = /^(?:she|he|they|it|any|all|ze|xe|el|ella|elle|il|er|sie|ela|ele)(?:\s?\/|$)/i;
const LONG_FORMS = /[äöüåøæ]/i;
const TITLES = new Set(
  "dr prof professor mr mrs ms mx sir dame lord phd md mvp mp msp msc bsc mba jr sr esq obe mbe cbe".split(
    " ",
  ),
);

function wordsOf(folded: string): string[] {
  const words = folded.replace(/['’`]/g, "").match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const named = words.filter((word) => !TITLES.has(word));
  return named.length > 0 ? named : words;
}

function spellOut(name: string): string {
  return name
    .replace(/[äæ]/gi, "ae")
    .replace(/[öø]/gi, "oe")
    .replace(/ü/gi, "ue")
    .replace(/å/gi, "aa");
}
