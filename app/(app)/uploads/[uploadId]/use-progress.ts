"use client";

import { useCallback, useEffect, useState } from "react";
import type { Progress } from "./get-progress";

const EVERY_MS = 1_500;

/** The numbers of a review, kept up to date while the list is being matched. */
export function useProgress(uploadId: string, first: Progress) {
  const [progress, setProgress] = useState(first);

  const refresh = useCallback(async () => {
    const response = await fetch(`/uploads/${uploadId}/progress`).catch(() => null);
    if (response?.ok) setProgress((await response.json()) as Progress);
  }, [uploadId]);

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
