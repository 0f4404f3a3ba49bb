"use client";

import { useCallback, useRef, useState } from "react";
import type { PageView, RowView } from "./view";

export type RowSearch = { show: string; text: string };

/**
 * The rows that a review shows, page by page. A row keeps its place while the person works on it, also when it no longer
 * belongs to the filter; a new search begins anew.
 */
export function useRows(uploadId: string, first: PageView) {
  const [rows, setRows] = useState(first.rows);
  const [next, setNext] = useState(first.next);
  const [state, setState] = useState<"ready" | "loading" | "failed">("ready");
  // Answers to an older search are dropped.
  const latest = useRef(0);

  const fetchPage = useCallback(
    async (search: RowSearch, after: string | null) => {
      const query = new URLSearchParams({ ...search, ...(after ? { after } : {}) });
      const response = await fetch(`/uploads/${uploadId}/rows?${query}`);
      if (!response.ok) throw new Error(`answered ${response.status}`);
      return (await response.json()) as PageView;
    },
    [uploadId],
  );

  const load = useCallback(
    async (search: RowSearch, after: string | null) => {
      const own = ++latest.current;
      setState("loading");
      try {
        const page = await fetchPage(search, after);
        if (own !== latest.current) return;
        setRows((shown) => (after ? withoutDoubles([...shown, ...page.rows]) : page.rows));
        setNext(page.next);
        setState("ready");
      } catch {
        if (own === latest.current) setState("failed");
      }
    },
    [fetchPage],
  );

  const replace = useCallback((row: RowView) => {
    setRows((shown) => shown.map((old) => (old.accountId === row.accountId ? row : old)));
  }, []);

  return { rows, next, state, load, replace };
}

/** Matching may have moved a row to a later page while it was on an earlier one. */
function withoutDoubles(rows: RowView[]) {
  const seen = new Set<string>();
  return rows.filter(({ accountId }) => !seen.has(accountId) && seen.add(accountId));
}
