import { type KindGuess, kindOfName } from "./list-kinds";

/** A name as far as it helps to recognise what is inside. */
export interface FileName {
  /** For people: separators are `/`, and no segment leads out of the archive. */
  path: string;
  /** Lower-case path without the part numbers and copy marks of the last segment. */
  key: string;
  /** Lower-case, without the dot. */
  extension: string;
  kind: KindGuess | null;
}

export function parseFileName(name: string): FileName {
  const segments = name
    .replace(/\\/g, "/")
    .split("/")
    .filter((segment) => segment !== "" && segment !== "." && segment !== "..");
  const base = segments.at(-1) ?? "";
  // Some phones append a second extension: following.json.txt.
  const [, whole = "", extension = ""] =
    /^(.*?)(?:\.(json|html?|csv|tsv|txt|js|xml|opml|zip))?(?:\.txt)?$/is.exec(base) ?? [];
  const stem = withoutPartNumber(whole);
  const suffix = extension === "" ? (/\.(\w{1,5})$/.exec(base)?.[1] ?? "") : extension;
  return {
    path: segments.join("/"),
    key: [...segments.slice(0, -1), extension === "" ? stem : `${stem}.${extension}`]
      .join("/")
      .toLowerCase(),
    extension: (/\.txt$/i.test(base) && extension === "" ? "txt" : suffix).toLowerCase(),
    kind: kindOfName(stem),
  };
}

/** Files that operating systems put beside the real ones; AppleDouble ghosts even have their names. */
export function isSystemFile(path: string): boolean {
  return /(^|\/)(__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(
    path.replace(/\\/g, "/"),
  );
}

/** following_1, following-part2, following (1), following 2, following copy → following */
function withoutPartNumber(stem: string): string {
  return stem
    .replace(/\s*\(\d{1,3}\)$/, "")
    .replace(/\s+copy(\s\d+)?$/i, "")
    .replace(/[-_ ]?part[-_ ]?\d{1,4}$/i, "")
    .replace(/[-_ ]\d{1,4}$/, "");
}
