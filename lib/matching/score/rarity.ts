import model from "./rarity.json" with { type: "json" };

/**
 * How surprising a name is, in nats (natural logarithm of one over its share
 * among names). `maria` says little, `zqxjkvwp` much. The model is a list of
 * the pieces that names on the network are made of, each with its cost;
 * scripts/fit-model.ts makes it from a directory of handles. It holds counts
 * over many names, no names of people.
 */
export function surprisal(name: string): number {
  const length = name.length;
  const ways = new Float64Array(length + 1);
  ways[0] = 1;
  for (let start = 0; start < length; start++) {
    const before = ways[start] ?? 0;
    if (before === 0) continue;
    forEachPiece(name, start, length, (end, cost) => {
      ways[end] = (ways[end] ?? 0) + before * Math.exp(-cost);
    });
  }
  return model.end - Math.log(ways[length] ?? 0);
}

/**
 * Calls back with every piece of `name` that begins at `start` and ends at
 * `length` or before: where it ends and what it costs in nats. There is one at
 * least.
 */
export function forEachPiece(
  name: string,
  start: number,
  length: number,
  visit: (end: number, cost: number) => void,
): void {
  let node = 0;
  let end = start;
  while (end < length) {
    const letter = letterOf(name.charCodeAt(end));
    if (letter < 0) break;
    node = trie.next[node * LETTERS + letter] ?? 0;
    if (node === 0) break;
    end++;
    const cost = trie.cost[node] ?? 0;
    if (cost > 0) visit(end, cost);
  }
  if (letterOf(name.charCodeAt(start)) < 0) visit(start + 1, foreignCost(name.charCodeAt(start)));
}

const LETTERS = 36;
const trie = buildTrie(model.pieces);

function buildTrie(pieces: Record<string, string>) {
  const all = Object.entries(pieces).flatMap(([cost, words]) =>
    words.split(" ").map((word) => [word, Number(cost)] as const),
  );
  const room = 1 + all.reduce((sum, [word]) => sum + word.length, 0);
  const next = new Int32Array(room * LETTERS);
  const cost = new Float64Array(room);
  let used = 1;
  for (const [word, nats] of all) {
    let node = 0;
    for (let at = 0; at < word.length; at++) {
      const slot = node * LETTERS + letterOf(word.charCodeAt(at));
      if (!next[slot]) next[slot] = used++;
      node = next[slot] ?? 0;
    }
    cost[node] = nats;
  }
  return { next: next.slice(0, used * LETTERS), cost: cost.slice(0, used) };
}

/** 0–25 for a–z, 26–35 for digits, -1 for anything else. */
function letterOf(code: number): number {
  if (code >= 97 && code <= 122) return code - 97;
  if (code >= 48 && code <= 57) return code - 22;
  return -1;
}

/** The pieces are Latin; a letter of another script costs about the size of its alphabet. */
function foreignCost(code: number): number {
  if (code >= 0x2e80 && code <= 0x9fff) return code >= 0x3040 && code <= 0x30ff ? 4 : 6;
  if (code >= 0xac00 && code <= 0xd7a3) return 5.5;
  return 3.4;
}
