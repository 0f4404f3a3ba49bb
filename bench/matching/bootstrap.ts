import { randomFrom } from "@/e2e/network/world/random";

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
  const random = randomFrom("drawn").next;
  const draw = () => groups[Math.floor(random() * groups.length)] ?? [];
  const figures = Array.from({ length: SAMPLES }, () => figure(groups.flatMap(draw)));
  figures.sort((a, b) => a - b);
  const at = (share: number) => figures[Math.floor(share * (SAMPLES - 1))] ?? 0;
  return [at(0.025), at(0.975)];
}
