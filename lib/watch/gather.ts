import { setTimeout as sleep } from "node:timers/promises";
import type { Piece } from "./source";

/** As long as this, pieces are gathered before they are kept. */
const GATHER_MS = 100;
const MOST_PIECES = 500;

/**
 * Gathers pieces and keeps them in the order in which they came, many at once.
 *
 * @param keep keeps pieces for good.
 * @param onFailure told when it cannot; nothing is kept after that.
 */
export function gather(
  keep: (pieces: Piece[]) => Promise<void>,
  onFailure: (error: unknown) => void,
) {
  const waiting: Piece[] = [];
  let keeping: Promise<void> | null = null;
  let isFailed = false;

  async function keepAll() {
    await sleep(GATHER_MS);
    while (waiting.length > 0) {
      const pieces = waiting.splice(0, MOST_PIECES);
      await keep(pieces);
      for (const { done } of pieces) done?.();
    }
    keeping = null;
  }

  return {
    /** Resolves when there is room for another. */
    async add(piece: Piece): Promise<void> {
      if (isFailed) return;
      waiting.push(piece);
      keeping ??= keepAll().catch((error) => {
        isFailed = true;
        onFailure(error);
      });
      if (waiting.length >= MOST_PIECES) await keeping;
    },
    /** Resolves when all that was added is kept, or never will be. */
    async end(): Promise<void> {
      await keeping;
    },
  };
}
