import { readers } from "./platforms/all";
import type { Platform } from "./types";

export { importableKinds } from "./list-kinds";
export { readExport, readPastedList } from "./read-export";
export type {
  ExportFile,
  ExportReading,
  Follow,
  IgnoredFile,
  ListKind,
  Note,
  NoteCode,
  Platform,
  PlatformId,
  ReadList,
  ReadOptions,
  ReadProgress,
  SkipReason,
  UnreadableCode,
} from "./types";
export { UnreadableExport } from "./unreadable-export";

/**
 * Every network that people can bring a list from, in the order in which to offer them. `exports.guides.<id>`
 * says how to get the list. `generic` is a list that belongs to no one network.
 */
export const platforms: readonly Platform[] = [
  ...readers.map(({ platform }) => platform),
  {
    id: "generic",
    name: "Other",
    identifies: "username",
    import: "names",
    hosts: [],
    profileUrl: () => null,
  },
];
