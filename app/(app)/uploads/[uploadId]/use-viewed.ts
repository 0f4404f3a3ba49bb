"use client";

import { useEffect, useRef } from "react";
import { viewedAction } from "./actions";
import type { RowView } from "./view";

/** How long a row has to stay before the eyes to count as seen. */
const SEEN_AFTER_MS = 1_200;

/** Notes which candidates the person has seen: those of the rows that stayed in view for a moment. */
export function useViewed(rows: RowView[], first: number, last: number) {
  const noted = useRef(new Set<string>());
  useEffect(() => {
    const timer = setTimeout(() => {
      const seen = rows
        .slice(first, last + 1)
        .flatMap(({ candidates }) => candidates.slice(0, 1))
        .filter(({ isViewed, matchId }) => !isViewed && !noted.current.has(matchId))
        .map(({ matchId }) => matchId);
      if (seen.length === 0) return;
      for (const id of seen) noted.current.add(id);
      // A mark that is lost is made at the next visit.
      viewedAction(seen).catch(() => {});
    }, SEEN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [rows, first, last]);
}
