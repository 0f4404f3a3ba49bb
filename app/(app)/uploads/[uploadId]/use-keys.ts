"use client";

import { useEffect, useRef } from "react";
import type { RowActions } from "./use-row-actions";
import type { RowView } from "./view";

/** The keys of the review, in the order in which the help shows them. */
export const keys = {
  next: ["j", "ArrowDown"],
  previous: ["k", "ArrowUp"],
  follow: ["f", "x"],
  notThem: ["n", "Delete"],
  thisIsThem: ["y"],
  profile: ["o", "Enter"],
  others: ["e"],
  another: ["c"],
  undo: ["u", "z", "Control+z"],
  search: ["/"],
  help: ["?"],
} as const;

type Command = keyof typeof keys;

type Surroundings = {
  count: number;
  /** Place of the current row; null while there is none. */
  current: number | null;
  onMove(place: number): void;
  row: RowView | undefined;
  actions: RowActions;
  toggleOpen(accountId: string): void;
  onAnother(row: RowView): void;
  onUndo(): void;
  onHelp(): void;
};

/**
 * Reviews by keyboard. The keys work while the focus is in a row or on nothing: whoever types into a field or has opened
 * a menu or a dialog means that.
 */
export function useKeys(surroundings: Surroundings) {
  const latest = useRef(surroundings);
  useEffect(() => {
    latest.current = surroundings;
  });

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.altKey || event.defaultPrevented || !isMeant(event)) return;
      // What other programs undo with does so here, and ⌘ is the Ctrl of a Mac.
      const key = event.ctrlKey || event.metaKey ? `Control+${event.key}` : event.key;
      const command = (Object.keys(keys) as Command[]).find((name) =>
        (keys[name] as readonly string[]).includes(key),
      );
      if (!command || !run(command, latest.current)) return;
      event.preventDefault();
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

/** Does what a key asks for. Answers false when there is nothing to do it to. */
function run(command: Command, surroundings: Surroundings) {
  const { count, current, row, actions } = surroundings;
  if (command === "next" && count > 0) {
    surroundings.onMove(current === null ? 0 : Math.min(current + 1, count - 1));
  } else if (command === "previous" && count > 0) {
    surroundings.onMove(current === null ? 0 : Math.max(current - 1, 0));
  } else if (command === "undo") surroundings.onUndo();
  else if (command === "help") surroundings.onHelp();
  else if (command === "search") document.getElementById(SEARCH_FIELD)?.focus();
  else if (!row) return false;
  else if (command === "others") surroundings.toggleOpen(row.accountId);
  else if (command === "another") surroundings.onAnother(row);
  else if (command === "follow" && row.state === "found") void actions.tick(row, !row.isSelected);
  else return onCandidate(command, row, actions);
  return true;
}

function onCandidate(command: Command, row: RowView, actions: RowActions) {
  const [candidate] = row.candidates;
  if (!candidate) return false;
  if (command === "notThem") {
    void actions.decide(row, candidate, candidate.isDismissed ? "undecide" : "dismiss");
  } else if (command === "thisIsThem") {
    void actions.decide(row, candidate, candidate.isChosen ? "undecide" : "choose");
  } else if (command === "profile") {
    document.querySelector<HTMLElement>(`[data-row="${row.accountId}"] [data-profile]`)?.click();
  }
  return true;
}

export const SEARCH_FIELD = "review-search";

/** Whether a key is meant for the review. Enter is the focused control's own. */
function isMeant({ target, key }: KeyboardEvent) {
  if (document.querySelector("dialog[open], [popover]:popover-open")) return false;
  if (target === document.body) return true;
  if (!(target instanceof HTMLElement) || !target.closest("[data-row]")) return false;
  return key !== "Enter" || target.matches("[data-row]");
}
