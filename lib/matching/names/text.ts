/** Letters that Unicode does not decompose, as people type them without the key. */
const PLAIN: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
  ħ: "h",
  ŋ: "ng",
};

/** Cyrillic and Greek letters that look like a Latin one (after case folding). */
const LOOK_ALIKES: Record<string, string> = Object.fromEntries(
  [..."аaеeоoрpсcуyхxіiѕsјjһhԁdӏlкkмmтtвbнhαaεeοoρpνvτtιiκkυu"].flatMap((letter, at, all) =>
    at % 2 === 0 ? [[letter, all[at + 1] ?? ""]] : [],
  ),
);

/** Cyrillic as passports and usernames write it (ICAO 9303, with the habits of usernames for й). */
const CYRILLIC: Record<string, string> = pairs(
  "а a б b в v г g ґ g д d е e є ye ж zh з z и i і i ї yi й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ы y э e ю yu я ya ђ dj ј j љ lj њ nj ћ c џ dz",
);

/** Greek by ELOT 743, letter by letter. */
const GREEK: Record<string, string> = pairs(
  "α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o",
);

/**
 * One spelling for text that people hold for the same: compatibility forms
 * (full-width, mathematical letters), case, accents of Latin, Greek and
 * Cyrillic, and words that hide a foreign look-alike among Latin letters.
 * Marks of other scripts are letters there and stay.
 */
export function foldText(text: string): string {
  const lower = text.normalize("NFKC").toLowerCase();
  if (ASCII.test(lower)) return lower;
  const plain = lower
    .normalize("NFD")
    .replace(/и\u0306/g, "й")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .replace(/[ßæœøłđðþıħŋ]/g, (letter) => PLAIN[letter] ?? letter);
  return plain.replace(/[\p{L}\p{N}]+/gu, unmask);
}

/** `text` folded, with everything that is not a letter or a digit left out. */
export function squeeze(text: string): string {
  return foldText(text).replace(NOT_NAME, "");
}

/** A folded Cyrillic or Greek word in Latin letters; any other word as it is. */
export function romanize(word: string): string {
  if (ASCII.test(word)) return word;
  return word.replace(/[ъь]/g, "").replace(/[а-џґα-ω]/g, romanLetter);
}

/** True where a Cyrillic or Greek letter stands in for a Latin one within a Latin word. */
export function hasDisguise(text: string): boolean {
  if (ASCII.test(text)) return false;
  const words =
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  return words.some((word) => isMixed(word) && [...word].some((letter) => letter in LOOK_ALIKES));
}

const ASCII = /^[\0-\x7f]*$/;
const NOT_NAME = /[^\p{L}\p{M}\p{N}]+|[\ufe00-\ufe0f\u20e3]/gu;

function unmask(word: string): string {
  if (!isMixed(word)) return word;
  return [...word].map((letter) => LOOK_ALIKES[letter] ?? letter).join("");
}

function isMixed(word: string): boolean {
  return /\p{Script=Latin}/u.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word);
}

function romanLetter(letter: string): string {
  return CYRILLIC[letter] ?? GREEK[letter] ?? letter;
}

function pairs(table: string): Record<string, string> {
  const words = table.split(" ");
  return Object.fromEntries(
    words.flatMap((word, at) => (at % 2 === 0 ? [[word, words[at + 1] ?? ""]] : [])),
  );
}
