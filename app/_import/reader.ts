import {
  type ExportFile,
  type Follow,
  importableKinds,
  type ListKind,
  type Note,
  type PlatformId,
  type ReadList,
  readExport,
  readPastedList,
  type SkipReason,
  type UnreadableCode,
  UnreadableExport,
} from "@/lib/exports";

/** What the page shows of a list that was read; the list itself stays in the worker. */
export type ListView = {
  platform: PlatformId;
  kind: ListKind;
  kindIsCertain: boolean;
  /** Whether it is of people followed, or may be. */
  isImportable: boolean;
  /** Accounts in the list, and how many of them are unticked. */
  count: number;
  unticked: number;
  /** The first few names, as the source writes them. */
  firstNames: string[];
  firstFollowed: string | null;
  lastFollowed: string | null;
  files: string[];
  skipped: { reason: SkipReason; count: number }[];
  notes: Note[];
};

export type Problem = { code: UnreadableCode; params: Record<string, string | number> };

export type Reading =
  | { ok: true; lists: ListView[]; ignored: (Problem & { file: string })[] }
  | { ok: false; problem: Problem };

export type NameRow = { index: number; follow: Follow; isTicked: boolean };

type Held = { list: ReadList; unticked: Set<number> };

const FIRST_NAMES = 4;

/** Reads exports and holds what was read. Lives in a worker: the page stays free, however long a list is. */
export class Reader {
  #held: Held[] = [];

  /** Reads dropped files. A person's mistake is an answer, not an error. */
  async read(
    files: ExportFile[],
    onProgress: (bytes: number, total: number) => void,
  ): Promise<Reading> {
    return this.#hold(() =>
      readExport(files, {
        onProgress: ({ bytesRead, bytesTotal }) => onProgress(bytesRead, bytesTotal),
      }),
    );
  }

  /** Reads names out of text that somebody typed or pasted. */
  async readText(text: string): Promise<Reading> {
    return this.#hold(() => readPastedList(text));
  }

  /** Some names of a list, from the `from`th that contains the text on. */
  rows(place: number, { from, take, text }: { from: number; take: number; text: string }) {
    const { list, unticked } = this.#at(place);
    const wanted = text.trim().toLowerCase();
    const rows: NameRow[] = [];
    let found = 0;
    for (const [index, follow] of list.follows.entries()) {
      if (wanted && !textOf(follow).includes(wanted)) continue;
      if (found >= from && rows.length < take) {
        rows.push({ index, follow, isTicked: !unticked.has(index) });
      }
      found += 1;
    }
    return { rows, found };
  }

  /** Ticks or unticks one name. */
  tick(place: number, index: number, isTicked: boolean): ListView {
    const held = this.#at(place);
    if (isTicked) held.unticked.delete(index);
    else held.unticked.add(index);
    return viewOf(held);
  }

  /** Ticks or unticks every name that contains the text. */
  tickAll(place: number, text: string, isTicked: boolean): ListView {
    const held = this.#at(place);
    const wanted = text.trim().toLowerCase();
    for (const [index, follow] of held.list.follows.entries()) {
      if (wanted && !textOf(follow).includes(wanted)) continue;
      if (isTicked) held.unticked.delete(index);
      else held.unticked.add(index);
    }
    return viewOf(held);
  }

  /** Corrects where a list comes from, or confirms that it is of people followed. */
  correct(place: number, change: { platform?: PlatformId; kind?: ListKind }): ListView {
    const held = this.#at(place);
    held.list = {
      ...held.list,
      ...change,
      kindIsCertain: held.list.kindIsCertain || !!change.kind,
    };
    return viewOf(held);
  }

  /** The ticked names of a list. */
  ticked(place: number): Follow[] {
    const { list, unticked } = this.#at(place);
    return list.follows.filter((_, index) => !unticked.has(index));
  }

  async #hold(
    read: () => ReturnType<typeof readExport> | ReturnType<typeof readPastedList>,
  ): Promise<Reading> {
    this.#held = [];
    try {
      const { lists, ignored } = await read();
      this.#held = lists.map((list) => ({ list: withNames(list), unticked: new Set() }));
      return { ok: true, lists: this.#held.map(viewOf), ignored };
    } catch (error) {
      if (!(error instanceof UnreadableExport)) throw error;
      return { ok: false, problem: { code: error.code, params: error.params } };
    }
  }

  #at(place: number): Held {
    const held = this.#held[place];
    if (!held) throw new RangeError(`no list ${place}`);
    return held;
  }
}

function viewOf({ list, unticked }: Held): ListView {
  const { follows, formats: _, ...shown } = list;
  let first: string | null = null;
  let last: string | null = null;
  for (const { followedAt } of follows) {
    if (!followedAt) continue;
    if (first === null || followedAt < first) first = followedAt;
    if (last === null || followedAt > last) last = followedAt;
  }
  return {
    ...shown,
    isImportable: importableKinds.has(list.kind) || !list.kindIsCertain,
    unticked: unticked.size,
    firstNames: follows.slice(0, FIRST_NAMES).map(nameOf),
    firstFollowed: first,
    lastFollowed: last,
  };
}

/** Without the accounts of which the export has nothing but a number: there is nothing to look for. */
function withNames(list: ReadList): ReadList {
  const follows = list.follows.filter(({ username, displayName }) => username ?? displayName);
  return { ...list, follows, count: list.count - list.follows.length + follows.length };
}

function nameOf({ username, displayName }: Follow) {
  return username ?? displayName ?? "";
}

function textOf({ username, displayName }: Follow) {
  return `${username ?? ""} ${displayName ?? ""}`.toLowerCase();
}
