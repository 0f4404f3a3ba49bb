"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useFormatter, useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import type { ListView, NameRow } from "./reader";
import type { useReader } from "./use-reader";

const ROW_HEIGHT = 40;
const PAGE = 200;

/** The names of a list, however many: only those in view are asked of the worker. */
export function NameList({
  place,
  list,
  reader,
  onChange,
}: {
  place: number;
  list: ListView;
  reader: ReturnType<typeof useReader>;
  onChange: (list: ListView) => void;
}) {
  const t = useTranslations("bring");
  const [text, setText] = useState("");
  const [found, setFound] = useState(list.count);
  const [pages, setPages] = useState<ReadonlyMap<number, NameRow[]>>(new Map());
  const box = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: found,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
  });

  const load = useCallback(
    async (page: number) => {
      const answer = await reader.api.rows(place, { from: page * PAGE, take: PAGE, text });
      setFound(answer.found);
      setPages((kept) => new Map(kept).set(page, answer.rows));
    },
    [reader, place, text],
  );

  const items = virtual.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  useEffect(() => {
    for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page++) {
      if (!pages.has(page)) void load(page);
    }
  }, [first, last, pages, load]);

  function search(wanted: string) {
    setText(wanted);
    setPages(new Map());
  }

  // The page shows a tick at once, as a checkbox of its own would; the worker keeps it.
  async function tick({ index, isTicked }: NameRow) {
    mark((row) => (row.index === index ? !isTicked : row.isTicked));
    onChange(await reader.api.tick(place, index, !isTicked));
  }

  async function tickAll(isTicked: boolean) {
    mark(() => isTicked);
    onChange(await reader.api.tickAll(place, text, isTicked));
  }

  /** The rows stay in the page, and the focus on them. */
  function mark(isTicked: (row: NameRow) => boolean) {
    setPages((kept) => {
      const marked = [...kept].map(([page, rows]) => {
        const changed = rows.map((row) => ({ ...row, isTicked: isTicked(row) }));
        return [page, changed] as const;
      });
      return new Map(marked);
    });
  }

  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-center gap-3">
        <input
          type="search"
          value={text}
          onChange={(event) => search(event.target.value)}
          placeholder={t("searchNames")}
          aria-label={t("searchNames")}
          className="min-h-10 grow rounded-6 border border-edge bg-raised px-3"
        />
        <button type="button" className="min-h-10 text-accent" onClick={() => void tickAll(true)}>
          {t("tickAll", { count: found })}
        </button>
        <button type="button" className="min-h-10 text-accent" onClick={() => void tickAll(false)}>
          {t("untickAll", { count: found })}
        </button>
      </div>
      <section
        ref={box}
        aria-label={t("names")}
        className="h-80 overflow-auto rounded-6 border border-line"
      >
        <ul className="relative" style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start }) => (
            <li
              key={index}
              className="absolute inset-x-0 top-0 h-10"
              style={{ transform: `translateY(${start}px)` }}
            >
              <Name row={pages.get(Math.floor(index / PAGE))?.[index % PAGE]} onTick={tick} />
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function Name({ row, onTick }: { row: NameRow | undefined; onTick: (row: NameRow) => void }) {
  const format = useFormatter();
  if (!row) return <span className="m-2 block h-5 w-40 rounded-6 bg-sunken" />;
  const { username, displayName, externalId, followedAt } = row.follow;
  return (
    <label className="flex h-10 items-center gap-3 px-3 hover:bg-sunken">
      <input
        type="checkbox"
        checked={row.isTicked}
        onChange={() => onTick(row)}
        className="size-4 accent-accent"
      />
      <span className="min-w-0 truncate" dir="auto">
        {username ?? displayName ?? externalId}
      </span>
      {username && displayName && (
        <span className="min-w-0 truncate text-ink-soft" dir="auto">
          {displayName}
        </span>
      )}
      {followedAt && (
        <span className="ms-auto shrink-0 text-13 text-ink-faint">
          {format.dateTime(new Date(followedAt), { dateStyle: "medium", timeZone: "UTC" })}
        </span>
      )}
    </label>
  );
}
