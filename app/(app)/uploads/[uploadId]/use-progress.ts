"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { Progress } from "./get-progress";

const EVERY_MS = 1_500;

/**
 * The numbers of a review for the view that the address names, kept up to date while the list is being matched.
 * `address` is the page's query.
 */
export function useProgress(uploadId: string, address: string, first: Progress) {
  const [progress, setProgress] = useState(first);
  // Answers for another view than the one that is shown are dropped.
  const shown = useRef(address);

  const refresh = useCallback(async () => {
    const response = await fetch(`/uploads/${uploadId}/progress?${address}`).catch(() => null);
    if (!response?.ok) return;
    const answer = (await response.json()) as Progress;
    if (shown.current === address) setProgress(answer);
  }, [uploadId, address]);

  useEffect(() => {
    if (shown.current === address) return;
    shown.current = address;
    void refresh();
  }, [address, refresh]);

  const isGoing = ["running", "waiting"].includes(progress.upload.matching.state);
  useEffect(() => {
    if (!isGoing) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void refresh();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [isGoing, refresh]);

  return { progress, refresh };
}
