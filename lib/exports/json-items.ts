/**
 * Cuts JSON that arrives in pieces into its items, without parsing it: the objects of top-level arrays, and
 * top-level objects. Only what is between the items is held back, so a file of any size passes through.
 * Bytes before the first bracket (a script's `window.YTD.tweets.part0 =`) are passed over.
 */
export class JsonItems {
  #rest = "";
  #position = 0;
  #start = -1;
  #depth = 0;
  #isArray = false;
  #inString = false;

  /** True when no bracket is open. */
  get isComplete(): boolean {
    return this.#depth === 0 && !this.#inString;
  }

  /** How much of an unfinished item is held. */
  get pending(): number {
    return this.#rest.length;
  }

  *push(piece: string): Generator<string> {
    const text = this.#rest + piece;
    let index = this.#position;
    while (index < text.length) {
      if (this.#inString) {
        const end = stringEnd(text, index);
        if (end < 0) {
          index = text.length - trailingSlashes(text, index);
          break;
        }
        this.#inString = false;
        index = end + 1;
        continue;
      }
      const code = text.charCodeAt(index);
      if (code === quote && this.#depth > 0) this.#inString = true;
      else if (code === openBrace || code === openBracket) {
        if (this.#depth === 0) this.#isArray = code === openBracket;
        if (this.#depth === (this.#isArray ? 1 : 0)) this.#start = index;
        this.#depth++;
      } else if ((code === closeBrace || code === closeBracket) && this.#depth > 0) {
        this.#depth--;
        if (this.#start >= 0 && this.#depth === (this.#isArray ? 1 : 0)) {
          yield text.slice(this.#start, index + 1);
          this.#start = -1;
        }
      }
      index++;
    }
    const keep = this.#start >= 0 ? this.#start : index;
    this.#rest = text.slice(keep);
    this.#position = index - keep;
    if (this.#start >= 0) this.#start = 0;
  }
}

const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;

/** Backslashes at the end may escape the quote that the next piece begins with. */
function trailingSlashes(text: string, from: number): number {
  let end = text.length;
  while (end > from && text.charCodeAt(end - 1) === backslash) end--;
  return text.length - end;
}

/** The closing quote at or after `from`, or -1. `from` is never in the middle of an escape. */
function stringEnd(text: string, from: number): number {
  let end = text.indexOf('"', from);
  while (end >= 0) {
    let slashes = 0;
    while (end - slashes > from && text.charCodeAt(end - slashes - 1) === backslash) slashes++;
    if (slashes % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
  return -1;
}
