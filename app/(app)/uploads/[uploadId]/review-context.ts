"use client";

import { createContext, use } from "react";
import type { RowActions } from "./use-row-actions";
import type { RowView } from "./view";

export type ReviewContextValue = RowActions & {
  uploadId: string;
  /** Names, as people know them. */
  platform: string;
  app: string;
  appId: string;
  /** Whether the other candidates of a row are shown. */
  isOpen(accountId: string): boolean;
  toggleOpen(accountId: string): void;
  /** Looks for somebody else for a row. */
  findAnother(row: RowView): void;
  /** Says what has happened, and offers to take it back. */
  say(text: string, onUndo?: () => Promise<void>): void;
  /** Says that something could not be done. */
  fail(text: string): void;
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
