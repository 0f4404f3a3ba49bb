"use client";

import { useEffect, useRef } from "react";
import { viewedAction } from "./actions";
import type { RowView } from "./view";

/** How long a row has to stay before the eyes to count as seen. */
const SEEN_AFTER_MS = 1_200;

/** Notes which candidates the person has seen: those of the rows that stayed in view for a moment. */
export function useViewed(shown: RowView[]) {
  const noted = useRef(new Set<string>());
  const latest = useRef(shown);
  useEffect(() => {
    latest.current = shown;
  });
  const ids = shown.map(({ accountId }) => accountId).join();
  useEffect(() => {
    if (!ids) return;
    const timer = setTimeout(() => {
      const seen = latest.current
        .flatMap(({ candidates }) => candidates.slice(0, 1))
        .filter(({ isViewed, matchId }) => !isViewed && !noted.current.has(matchId))
        .map(({ matchId }) => matchId);
      if (seen.length === 0) return;
      for (const id of seen) noted.current.add(id);
      // A mark that is lost is made at the next visit.
      viewedAction(seen).catch(() => {});
    }, SEEN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [ids]);
}
