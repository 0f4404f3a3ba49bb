"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Arrangement } from "./get-arrangement";
import type { RowView } from "./view";

export type Rows = ReturnType<typeof useRows>;

/** Rows kept in the page; those farthest from view, by when they were last asked for, are let go first. */
const MOST_KEPT = 2_000;
const MOST_PER_REQUEST = 50;

/**
 * The rows of the view that the address names. Their order is fixed when they are arranged: a row keeps its place while
 * the person works on it, also when it no longer belongs to the filter; a new address, or `arrange`, begins anew.
 */
export function useRows(uploadId: string, address: string, first: Arrangement) {
  const [arrangement, setArrangement] = useState(first);
  const [rows, setRows] = useState(() => byId(first.rows));
  const [state, setState] = useState<"ready" | "loading" | "failed">("ready");
  const shown = useRef(address);
  const latest = useRef(0);
  const asked = useRef(new Set<string>());
  // When each row was last changed here, as a count of the changes: an answer that set out before knows nothing of it.
  const changes = useRef({ count: 0, of: new Map<string, number>() });
  const ids = useMemo(
    () => (arrangement.ids === "" ? [] : arrangement.ids.split(",")),
    [arrangement],
  );

  const arrange = useCallback(async () => {
    // Answers to an older question are dropped.
    const own = ++latest.current;
    setState("loading");
    const answer = await ask<Arrangement>(`/uploads/${uploadId}/arrangement?${address}`);
    if (own !== latest.current) return;
    if (!answer) return setState("failed");
    asked.current.clear();
    setArrangement(answer);
    setRows(byId(answer.rows));
    setState("ready");
  }, [uploadId, address]);

  useEffect(() => {
    if (shown.current === address) return;
    shown.current = address;
    void arrange();
  }, [address, arrange]);

  const read = useCallback(
    async (wanted: string[]) => {
      const own = latest.current;
      const begunAt = changes.current.count;
      for (const id of wanted) asked.current.add(id);
      const answer = await ask<RowView[]>(`/uploads/${uploadId}/rows?ids=${wanted.join()}`);
      if (own !== latest.current) return;
      for (const id of wanted) asked.current.delete(id);
      if (!answer) return setState("failed");
      setState("ready");
      const fresh = answer.filter(
        ({ accountId }) => (changes.current.of.get(accountId) ?? 0) <= begunAt,
      );
      setRows((known) => newest([...known, ...byId(fresh)]));
    },
    [uploadId],
  );

  /** Asks for those of these rows that are not there. */
  const want = useCallback(
    (wanted: string[]) => {
      const missing = wanted.filter((id) => !rows.has(id) && !asked.current.has(id));
      for (let start = 0; start < missing.length; start += MOST_PER_REQUEST) {
        void read(missing.slice(start, start + MOST_PER_REQUEST));
      }
    },
    [rows, read],
  );

  const replace = useCallback((row: RowView) => {
    const { current } = changes;
    current.of.set(row.accountId, ++current.count);
    setRows((known) => new Map(known).set(row.accountId, row));
  }, []);

  return { view: arrangement.view, ids, rows, state, arrange, want, read, replace };
}

function byId(rows: RowView[]) {
  return new Map(rows.map((row) => [row.accountId, row]));
}

function newest(entries: [string, RowView][]) {
  return new Map(entries.slice(-MOST_KEPT));
}

async function ask<Answer>(address: string): Promise<Answer | null> {
  const response = await fetch(address).catch(() => null);
  return response?.ok ? ((await response.json()) as Answer) : null;
}
