/**
 * Jaro-Winkler similarity as the npm package jaro-winkler 0.2.8 computes it
 * (prefix weight 0.1, four letters at most, from a Jaro similarity of 0.7 on).
 */
export function jaroWinkler(one: string, other: string): number {
  if (one.length === 0 || other.length === 0) return 0;
  if (one === other) return 1;
  const range = Math.max(0, Math.floor(Math.max(one.length, other.length) / 2) - 1);
  const taken = new Uint8Array(other.length);
  const matched: number[] = [];
  for (let i = 0; i < one.length; i++) {
    const end = Math.min(other.length - 1, i + range);
    for (let j = Math.max(0, i - range); j <= end; j++) {
      if (taken[j] || one.charCodeAt(i) !== other.charCodeAt(j)) continue;
      taken[j] = 1;
      matched.push(one.charCodeAt(i));
      break;
    }
  }
  if (matched.length === 0) return 0;

  let swapped = 0;
  let at = 0;
  for (let j = 0; j < other.length; j++) {
    if (taken[j] && other.charCodeAt(j) !== matched[at++]) swapped++;
  }
  const m = matched.length;
  const jaro = (m / one.length + m / other.length + (m - swapped / 2) / m) / 3;
  if (jaro <= 0.7) return jaro;
  let prefix = 0;
  while (prefix < 4 && one[prefix] === other[prefix]) prefix++;
  return jaro + prefix * 0.1 * (1 - jaro);
}

/** Which letters a text has, as bits; different letters may share one. */
export function lettersOf(text: string): number {
  let bits = 0;
  for (let i = 0; i < text.length; i++) bits |= 1 << (text.charCodeAt(i) & 31);
  return bits;
}

/** False where two texts cannot reach `threshold`, by the letters that only one of them has. Cheap. */
export function mayReach(
  threshold: number,
  one: { text: string; letters: number },
  other: { text: string; letters: number },
): boolean {
  const most = one.text.length - countBits(one.letters & ~other.letters);
  const mostOther = other.text.length - countBits(other.letters & ~one.letters);
  const matches = Math.min(most, mostOther);
  const jaro = (matches / one.text.length + matches / other.text.length + 1) / 3;
  return jaro + 0.4 * (1 - jaro) > threshold;
}

function countBits(bits: number): number {
  let rest = bits;
  let count = 0;
  while (rest !== 0) {
    rest &= rest - 1;
    count++;
  }
  return count;
}
