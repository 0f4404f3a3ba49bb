"use client";

import { createContext, use } from "react";
import type { RowView } from "./view";

type ReviewContextValue = {
  uploadId: string;
  /** Names, as people know them. */
  platform: string;
  app: string;
  appId: string;
  /** Shows a row as it is now. */
  replace(row: RowView): void;
  /** Says something to a screen reader. */
  say(message: string): void;
  /** The numbers have changed. */
  changed(): void;
};

export const ReviewContext = createContext<ReviewContextValue | null>(null);

/** What every part of a row needs to know of the review that it stands in. */
export function useReview(): ReviewContextValue {
  const value = use(ReviewContext);
  if (!value) throw new Error("outside of a review");
  return value;
}
