import { randomFrom } from "@/e2e/network/world/random";

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
  const { next, pick } = randomFrom(String(seed));
  return Array.from({ length: count }, (_, place) => {
    const word = () => Array.from({ length: 2 + next() * 2 }, () => pick(SYLLABLES)).join("");
    return `${word()}${pick(BETWEEN)}${word()}x${(seed * 10_000_000 + place).toString(36)}`;
  });
}
