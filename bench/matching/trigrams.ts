/** What pg_trgm's `%` finds, in memory: Jaccard similarity of the sets of padded trigrams. */
export class TrigramIndex {
  /** Number of the account that a text belongs to. */
  readonly #owners: Int32Array;
  readonly #sizes: Uint8Array;
  readonly #postings = new Map<string, Int32Array>();
  readonly #hits: Uint8Array;
  readonly #touched: Int32Array;

  constructor(texts: readonly (readonly string[])[]) {
    const total = texts.reduce((sum, own) => sum + own.length, 0);
    this.#owners = new Int32Array(total);
    this.#sizes = new Uint8Array(total);
    this.#hits = new Uint8Array(total);
    this.#touched = new Int32Array(total);
    const growing = new Map<string, number[]>();
    let number = 0;
    for (const [owner, own] of texts.entries()) {
      for (const text of own) {
        const grams = trigrams(text);
        this.#owners[number] = owner;
        this.#sizes[number] = grams.length;
        for (const gram of grams) {
          const posting = growing.get(gram);
          if (posting) posting.push(number);
          else growing.set(gram, [number]);
        }
        number++;
      }
    }
    for (const [gram, posting] of growing) this.#postings.set(gram, Int32Array.from(posting));
  }

  /** Owners of the texts at least `threshold` similar to `text`, most similar first, each once. */
  search(text: string, take: number, threshold: number): { at: number; similarity: number }[] {
    const grams = trigrams(text);
    const hits = this.#hits;
    const touched = this.#touched;
    let count = 0;
    const postings = grams.flatMap((gram) => this.#postings.get(gram) ?? []);
    postings.sort((a, b) => a.length - b.length);
    // A text that is similar enough shares so many trigrams that one of them is not among the
    // commonest `most`: those only add to texts that were met already.
    const most = Math.min(postings.length, Math.max(0, Math.ceil(threshold * grams.length) - 1));
    for (const posting of postings.slice(0, postings.length - most)) {
      for (let i = 0; i < posting.length; i++) {
        const number = posting[i] as number;
        const before = hits[number] as number;
        if (before === 0) touched[count++] = number;
        hits[number] = before + 1;
      }
    }
    for (const posting of postings.slice(postings.length - most)) {
      for (let i = 0; i < posting.length; i++) {
        const number = posting[i] as number;
        const before = hits[number] as number;
        if (before > 0) hits[number] = before + 1;
      }
    }
    const best = new Map<number, number>();
    for (let i = 0; i < count; i++) {
      const number = touched[i] as number;
      const shared = hits[number] as number;
      hits[number] = 0;
      const similarity = shared / (grams.length + (this.#sizes[number] as number) - shared);
      if (similarity < threshold) continue;
      const owner = this.#owners[number] as number;
      if (similarity > (best.get(owner) ?? 0)) best.set(owner, similarity);
    }
    return [...best]
      .map(([at, similarity]) => ({ at, similarity }))
      .sort((a, b) => b.similarity - a.similarity || a.at - b.at)
      .slice(0, take);
  }
}

/** The distinct trigrams of one word, padded by two blanks before and one behind, as pg_trgm has them. */
export function trigrams(word: string): string[] {
  const padded = `  ${word} `;
  const grams = new Set<string>();
  for (let at = 0; at + 3 <= padded.length; at++) grams.add(padded.slice(at, at + 3));
  return [...grams];
}
