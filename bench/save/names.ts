/** Numbers that are the same at each call, between 0 and 1 (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const SYLLABLES =
  "ma ri a lu na jo han ka ter el len do mi nik sa ra ben to ni va le rie pe dro an ge la chris ti na yu ki san dra o li ver emi ly fa ti ma kev in mo ha med ja mes ro ber ta zo e art foto real".split(
    " ",
  );
const BETWEEN = ["", "", "", ".", "_"];

/**
 * Usernames as people take them, of no real person: syllables, a separator now and then, and a number that makes each
 * its own. Distinct also without their separators.
 */
export function inventNames(count: number, seed: number): string[] {
  const random = randomFrom(seed);
  const pick = (list: string[]) => list[Math.floor(random() * list.length)] ?? "";
  return Array.from({ length: count }, (_, place) => {
    const word = () => Array.from({ length: 2 + random() * 2 }, () => pick(SYLLABLES)).join("");
    return `${word()}${pick(BETWEEN)}${word()}x${(seed * 10_000_000 + place).toString(36)}`;
  });
}
