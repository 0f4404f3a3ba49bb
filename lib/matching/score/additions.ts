import type { Known } from "./overlap";

/**
 * What stands before or behind a known name in `text` where it is something
 * that people usually add to theirs (`official`, `mp`, `dev`, digits), or null.
 */
export function additionOf(text: string, known: Known): string | null {
  const joined = known.words.join("");
  let shortest = text;
  for (const own of [known.username, joined, ...known.words]) {
    const at = own.length >= 3 ? text.indexOf(own) : -1;
    if (at < 0) continue;
    const rest = text.slice(0, at) + text.slice(at + own.length);
    if (rest.length < shortest.length) shortest = rest;
  }
  return USUAL.has(shortest) || /^\d+$/.test(shortest) ? shortest : null;
}

/** The longest run of characters that `text` shares with the username or a word of the name. */
export function longestShared(text: string, known: Known): string {
  let longest = "";
  for (const own of [known.username, ...known.words]) {
    for (let start = 0; start + longest.length < text.length; start++) {
      let end = start + longest.length + 1;
      while (end <= text.length && own.includes(text.slice(start, end))) {
        longest = text.slice(start, end);
        end++;
      }
    }
  }
  return longest;
}

const USUAL = new Set(
  (
    "official photography photos photo travel design studio gaming writes makes draws cooks reads " +
    "music daily world queen king baby online live blog news love life real art fit ttv ink lab labs " +
    "the thereal hey its iam im mr mrs ms dr lil big x xo xx " +
    "dev code codes web tech it hq io tv yt mvp phd md jr mp labour " +
    "com net org me co app uk us ca de nl fr"
  ).split(" "),
);
