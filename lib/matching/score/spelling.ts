import { skeleton } from "../names/keys";
import { lowestCostOf, type Pieces, readPieces, surprisalOf } from "./rarity";

/** Of a text longer than any handle label, the beginning is compared: so many letters. */
export const COMPARED_LENGTH = 63;

/** A name with what is worked out from it alone: each once, when it is first asked for, for all comparisons. */
export class Spelling {
  #pieces: Pieces | undefined;
  #surprisal: number | undefined;
  #cost: number | undefined;
  #bones: string | undefined;

  constructor(readonly text: string) {}

  /** The pieces that it can be spelt from. */
  get pieces(): Pieces {
    this.#pieces ??= readPieces(this.text);
    return this.#pieces;
  }

  /** How surprising it is, in nats. */
  get surprisal(): number {
    this.#surprisal ??= surprisalOf(this.pieces);
    return this.#surprisal;
  }

  /** What it takes to spell it, or the beginning that is compared, from the pieces that names are made of, in nats. */
  get cost(): number {
    this.#cost ??= lowestCostOf(this.pieces, Math.min(this.text.length, COMPARED_LENGTH));
    return this.#cost;
  }

  /** What is left of it without the changes that people make when theirs is taken. */
  get bones(): string {
    this.#bones ??= skeleton(this.text);
    return this.#bones;
  }
}
