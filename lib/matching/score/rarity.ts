import model from "./rarity.json" with { type: "json" };

/**
 * What a text can be spelt from, in the order in which the pieces begin: those that begin at a letter are those from
 * `first[letter]` up to `first[letter + 1]`, each with the place where it ends and what it costs, in nats.
 */
export type Pieces = { first: number[]; ends: number[]; costs: number[] };

/**
 * How surprising a name is, in nats (natural logarithm of one over its share
 * among names). `maria` says little, `zqxjkvwp` much. The model is a list of
 * the pieces that names on the network are made of, each with its cost;
 * scripts/fit-model.ts makes it from a directory of handles. It holds counts
 * over many names, no names of people.
 *
 * @param pieces of the name.
 */
export function surprisalOf({ first, ends, costs }: Pieces): number {
  const length = first.length - 1;
  const ways = new Array<number>(length + 1).fill(0);
  ways[0] = 1;
  for (let start = 0; start < length; start++) {
    const before = ways[start] as number;
    if (before === 0) continue;
    for (let piece = first[start] as number; piece < (first[start + 1] as number); piece++) {
      const end = ends[piece] as number;
      ways[end] = (ways[end] as number) + before * Math.exp(-(costs[piece] as number));
    }
  }
  return model.end - Math.log(ways[length] as number);
}

/** What it takes to spell the first letters of a text in the cheapest way, in nats. */
export function lowestCostOf({ first, ends, costs }: Pieces, length: number): number {
  const lowest = new Array<number>(length + 1).fill(Number.POSITIVE_INFINITY);
  lowest[0] = 0;
  for (let start = 0; start < length; start++) {
    for (let piece = first[start] as number; piece < (first[start + 1] as number); piece++) {
      const end = ends[piece] as number;
      const cost = (lowest[start] as number) + (costs[piece] as number);
      if (end <= length && cost < (lowest[end] as number)) lowest[end] = cost;
    }
  }
  return lowest[length] as number;
}

/** All pieces of a text; at each letter one begins at least. */
export function readPieces(text: string): Pieces {
  const pieces: Pieces = { first: [], ends: [], costs: [] };
  for (let start = 0; start < text.length; start++) {
    pieces.first.push(pieces.ends.length);
    const letter = letterOf(text.charCodeAt(start));
    if (letter < 0) {
      pieces.ends.push(start + 1);
      pieces.costs.push(foreignCost(text.charCodeAt(start)));
    } else {
      addPieces(pieces, text, start);
    }
  }
  pieces.first.push(pieces.ends.length);
  return pieces;
}

function addPieces({ ends, costs }: Pieces, text: string, start: number): void {
  let node = 0;
  for (let end = start; end < text.length; end++) {
    const letter = letterOf(text.charCodeAt(end));
    if (letter < 0) return;
    node = trie.next[node * LETTERS + letter] as number;
    if (node === 0) return;
    const cost = trie.cost[node] as number;
    if (cost > 0) {
      ends.push(end + 1);
      costs.push(cost);
    }
  }
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
