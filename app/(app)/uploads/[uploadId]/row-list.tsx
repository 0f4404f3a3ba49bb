"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Button } from "@/app/_ui/button";
import { Notice } from "@/app/_ui/notice";
import { useReview } from "./review-context";
import { Row } from "./row";
import type { RowSearch } from "./use-rows";
import { useViewed } from "./use-viewed";
import type { RowView } from "./view";

const ROW_HEIGHT = 148;

/** The rows, of which only those near the window are in the page, however long the list is. */
export function RowList({
  rows,
  hasMore,
  state,
  search,
  onMore,
  onRetry,
}: {
  rows: RowView[];
  hasMore: boolean;
  state: "ready" | "loading" | "failed";
  search: RowSearch;
  onMore: () => void;
  onRetry: () => void;
}) {
  const t = useTranslations("review");
  const { app } = useReview();
  const isInBrowser = useSyncExternalStore(
    noSubscription,
    () => true,
    () => false,
  );

  return (
    <section aria-label={t("rows")} aria-busy={state === "loading"} className="space-y-4">
      {rows.length === 0 && state === "ready" && (
        <p className="py-10 text-center text-ink-soft">
          {search.text
            ? t("nothing.text", { text: search.text })
            : t(`nothing.${search.show as "all"}`, { app })}
        </p>
      )}
      {isInBrowser ? (
        <WindowedRows rows={rows} onNearEnd={hasMore && state === "ready" ? onMore : undefined} />
      ) : (
        // On the server there is no window: the first page as it is.
        <ul>
          {rows.map((row) => (
            <li key={row.accountId} className="border-line border-t">
              <Row row={row} />
            </li>
          ))}
        </ul>
      )}
      {state === "loading" && <Skeletons label={t("loading")} />}
      {state === "failed" && (
        <Notice kind="trouble" live title={t("failed")}>
          <Button onClick={onRetry}>{t("loadMore")}</Button>
        </Notice>
      )}
    </section>
  );
}

function WindowedRows({ rows, onNearEnd }: { rows: RowView[]; onNearEnd?: () => void }) {
  const list = useRef<HTMLUListElement>(null);
  const [margin, setMargin] = useState(0);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.accountId ?? index,
    scrollMargin: margin,
    overscan: 6,
  });
  useEffect(() => {
    setMargin(list.current?.offsetTop ?? 0);
  }, []);

  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useViewed(rows, items[0]?.index ?? 0, last);
  useEffect(() => {
    if (onNearEnd && last >= rows.length - 10) onNearEnd();
  }, [last, rows.length, onNearEnd]);

  return (
    <ul ref={list} className="relative" style={{ height: virtual.getTotalSize() }}>
      {items.map(({ index, key, start }) => {
        const row = rows[index];
        return (
          row && (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              className="absolute inset-x-0 top-0 border-line border-t"
              style={{ transform: `translateY(${start - margin}px)` }}
            >
              <Row row={row} />
            </li>
          )
        );
      })}
    </ul>
  );
}

function Skeletons({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className="pulse space-y-4">
      {["a", "b", "c"].map((key) => (
        <div
          key={key}
          className="grid gap-4 border-line border-t py-5 md:grid-cols-[14rem_3rem_1fr]"
        >
          <div className="h-5 w-40 rounded-6 bg-sunken" />
          <div className="h-2 rounded-6 bg-sunken" />
          <div className="h-16 rounded-6 bg-sunken" />
        </div>
      ))}
    </div>
  );
}

function noSubscription() {
  return () => {};
}
