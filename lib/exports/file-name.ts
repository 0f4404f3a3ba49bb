import { type KindGuess, kindOfName } from "./list-kinds";

/** A file's name as far as it helps to recognise what is inside. */
export interface FileName {
  /** For people: separators are `/`, and no segment leads out of the archive. */
  path: string;
  /** Lower-case path; its last segment has neither part number nor copy mark. */
  key: string;
  /** Lower-case, without the dot. */
  extension: string;
  readonly kind: KindGuess | null;
}

export function parseFileName(name: string): FileName {
  const segments = name
    .split(/[\\/]+/)
    .filter((segment) => segment !== "" && segment !== "." && segment !== "..");
  // Phones append a second extension: following.json.txt.
  const [, whole = "", suffix = ""] =
    /^(.*?)(?:\.([a-z0-9]{2,5}))?(?:\.txt)?$/is.exec(segments.at(-1) ?? "") ?? [];
  const stem = withoutPartNumber(whole);
  const extension = suffix.toLowerCase();
  return {
    path: segments.join("/"),
    key: [...segments.slice(0, -1), extension === "" ? stem : `${stem}.${extension}`]
      .join("/")
      .toLowerCase(),
    extension,
    // Only few of an archive's many names are ever asked.
    get kind() {
      return kindOfName(stem);
    },
  };
}

/** Files that operating systems put beside the real ones; AppleDouble ghosts even have their names. */
export function isSystemFile(name: string): boolean {
  return /(^|[\\/])(__MACOSX[\\/]|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(name);
}

/** following_1, following-part2, following (1), following 2, following copy → following */
function withoutPartNumber(stem: string): string {
  return stem
    .replace(/\s*\(\d{1,3}\)$/, "")
    .replace(/\s+copy(\s\d+)?$/i, "")
    .replace(/[-_ ]?part[-_ ]?\d{1,4}$/i, "")
    .replace(/[-_ ]\d{1,4}$/, "");
}
