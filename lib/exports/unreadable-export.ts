import type { UnreadableCode } from "./types";

/**
 * No list can be read, for a reason that the person can act on.
 * `exports.errors.<code>` has the sentence and the hint; both take `params`, which always hold the `file`.
 */
export class UnreadableExport extends Error {
  override readonly name = "UnreadableExport";

  constructor(
    readonly code: UnreadableCode,
    readonly params: Record<string, string | number>,
  ) {
    super(code);
  }
}
