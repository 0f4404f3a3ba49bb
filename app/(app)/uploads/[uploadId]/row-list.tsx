"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Button } from "@/app/_ui/button";
import { Notice } from "@/app/_ui/notice";
import { useReview } from "./review-context";
import { Row } from "./row";
import type { Rows } from "./use-rows";
import { useViewed } from "./use-viewed";

const ROW_HEIGHT = 148;
/** What stands over the rows at the top and at the bottom of the window. */
const COVERED = { top: 130, bottom: 110 };

type Props = {
  rows: Rows;
  /** Place of the row that the keyboard is at. */
  current: number | null;
  onCurrent: (place: number) => void;
  /** Told which rows are in the page. */
  onSeen: (ids: string[]) => void;
};

/** The rows, of which only those near the window are in the page, however long the list is. */
export function RowList(props: Props) {
  const t = useTranslations("review");
  const { app } = useReview();
  const { ids, rows, state, view, arrange } = props.rows;
  const isInBrowser = useSyncExternalStore(
    noSubscription,
    () => true,
    () => false,
  );

  return (
    <section aria-label={t("rows")} aria-busy={state === "loading"} className="space-y-4">
      {state === "failed" && (
        <Notice kind="trouble" live title={t("notLoaded")}>
          <Button onClick={() => void arrange()}>{t("loadAgain")}</Button>
        </Notice>
      )}
      {ids.length === 0 && state === "ready" && (
        <p className="py-10 text-center text-ink-soft">
          {view.text
            ? t("nothing.text", { text: view.text })
            : view.only.length > 0
              ? t("nothing.only")
              : t(`nothing.${view.show}`, { app })}
        </p>
      )}
      {isInBrowser ? (
        <WindowedRows {...props} />
      ) : (
        // On the server there is no window: the first rows as they are.
        <ul>
          {[...rows.values()].map((row) => (
            <li key={row.accountId} className="border-line border-t">
              <Row row={row} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function WindowedRows({ rows: { ids, rows, state, want }, current, onCurrent, onSeen }: Props) {
  const t = useTranslations("review");
  const list = useRef<HTMLUListElement>(null);
  const [margin, setMargin] = useState(0);
  const virtual = useWindowVirtualizer({
    count: ids.length,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => ids[index] ?? index,
    scrollMargin: margin,
    scrollPaddingStart: COVERED.top,
    scrollPaddingEnd: COVERED.bottom,
    overscan: 6,
  });
  useEffect(() => {
    // What stands above the list comes and goes.
    const observer = new ResizeObserver(() => setMargin(list.current?.offsetTop ?? 0));
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);

  const items = virtual.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? -1];
  const wanted = useRef({ first, last });
  useEffect(() => {
    onSeen(ids.slice(first, last + 1));
    const { current: before } = wanted;
    function ask() {
      wanted.current = { first, last };
      // Some more than are shown, so that scrolling seldom waits.
      want(ids.slice(Math.max(0, first - AHEAD), last + 1 + AHEAD));
    }
    if (first <= before.last + AHEAD && last >= before.first - AHEAD) return ask();
    // Whoever drags the bar passes thousands by: those where they stop would come last.
    const timer = setTimeout(ask, STOPPED_MS);
    return () => clearTimeout(timer);
  }, [ids, first, last, want, onSeen]);
  const shown = ids.slice(first, last + 1).flatMap((id) => rows.get(id) ?? []);
  useViewed(shown);
  useFocus(list, current === null ? undefined : ids[current], () => {
    if (current !== null) virtual.scrollToIndex(current);
  });

  return (
    <ul
      ref={list}
      className={`relative ${state === "loading" ? "opacity-60" : ""}`}
      style={{ height: virtual.getTotalSize() }}
    >
      {items.map(({ index, key, start }) => {
        const id = ids[index] as string;
        const row = rows.get(id);
        return (
          <li
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            data-row={id}
            tabIndex={-1}
            aria-current={index === current || undefined}
            aria-label={row ? undefined : t("loading")}
            aria-setsize={ids.length}
            aria-posinset={index + 1}
            onFocus={() => onCurrent(index)}
            className="absolute inset-x-0 top-0 border-line border-t"
            style={{ transform: `translateY(${start - margin}px)` }}
          >
            {row ? <Row row={row} /> : <Skeleton />}
          </li>
        );
      })}
    </ul>
  );
}

const AHEAD = 20;
/** Where the rows stay for so long, somebody wants to read them. */
const STOPPED_MS = 80;

/** Brings the row that the keyboard has come to into view, and the focus to it. */
function useFocus(
  list: RefObject<HTMLUListElement | null>,
  id: string | undefined,
  bringIntoView: () => void,
) {
  const bring = useRef(bringIntoView);
  useEffect(() => {
    bring.current = bringIntoView;
  });
  useEffect(() => {
    if (
      !id ||
      list.current?.querySelector(`[data-row="${id}"]`)?.contains(document.activeElement)
    ) {
      return;
    }
    bring.current();
    let frame = 0;
    // The row is drawn once the window has been scrolled to it.
    const focus = (tries: number) => {
      const row = list.current?.querySelector<HTMLElement>(`[data-row="${id}"]`);
      if (row) row.focus({ preventScroll: true });
      else if (tries > 0) frame = requestAnimationFrame(() => focus(tries - 1));
    };
    focus(60);
    return () => cancelAnimationFrame(frame);
  }, [id, list]);
}

/** A row that is on its way, in its shape. */
function Skeleton() {
  return (
    <div
      aria-hidden
      className="pulse grid gap-x-5 gap-y-3 py-5 md:min-h-[9.2rem] md:grid-cols-[13rem_3.5rem_1fr]"
    >
      <div className="mt-4 h-5 w-40 rounded-6 bg-sunken" />
      <div className="mt-6 h-2 rounded-6 bg-sunken" />
      <div className="h-20 rounded-6 bg-sunken" />
    </div>
  );
}

function noSubscription() {
  return () => {};
}
