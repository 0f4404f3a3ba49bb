const SAMPLES = 500;

/**
 * The 95 % interval of a figure, by drawing whole groups (people) with
 * replacement. The same input gives the same interval.
 */
export function intervalOf<T>(
  items: readonly T[],
  groupOf: (item: T) => number,
  figure: (drawn: T[]) => number,
): [number, number] {
  const groups = [...Map.groupBy(items, groupOf).values()];
  const random = mulberry32(1);
  const draw = () => groups[Math.floor(random() * groups.length)] ?? [];
  const figures = Array.from({ length: SAMPLES }, () => figure(groups.flatMap(draw)));
  figures.sort((a, b) => a - b);
  const at = (share: number) => figures[Math.floor(share * (SAMPLES - 1))] ?? 0;
  return [at(0.025), at(0.975)];
}

/** A small generator of even random numbers from a seed. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
