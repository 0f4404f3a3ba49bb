import type { Heard } from "./heard";

/** What was read in one piece: an event, or a page of them. */
export type Piece = {
  heard: Heard[];
  /** Where to go on after it. */
  cursor?: string;
  /** Called when it is kept for good. */
  done?(): void;
};

export type Reading = {
  /** Where to go on: after what is kept for good. Null at the very beginning, which is now. */
  cursor(): string | null;
  /** Begins anew, now: the source no longer knows the cursor. What happened in between is not heard of. */
  forgetCursor(): Promise<void>;
  /** Takes a piece. To be waited for before the next one is read: it holds back a source that is faster than we are. */
  hear(piece: Piece): Promise<void>;
  signal: AbortSignal;
};

/** Where events come from. */
export type Source = {
  /** Under which its cursor is kept: another address is another source. */
  name: string;
  /** Reads until the signal, or until the connection is of no more use; then it is called again, after a while. */
  read(reading: Reading): Promise<void>;
};
