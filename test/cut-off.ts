import { freePort } from "../scripts/port";

type Answer = (passOn: () => Promise<Response>) => Promise<Response>;
type Cut = { isMeant(url: URL): boolean; answer?: Answer };

const realFetch = globalThis.fetch;
let cut: Cut | undefined;

/**
 * From now on this process cannot reach the addresses that `isMeant` names: its requests go to a port that nothing listens
 * on, or get the answer that is given. For servers whose address nobody can be told to replace by a proxy's. To be
 * imported before the OAuth client is made, which keeps the fetch() that it finds.
 */
export function cutOff(isMeant: (url: URL) => boolean, answer?: Answer): void {
  cut = { isMeant, answer };
}

/** Everything can be reached again. */
export function mend(): void {
  cut = undefined;
}

globalThis.fetch = async (input, init) => {
  const url = new URL(input instanceof Request ? input.url : String(input));
  if (!cut?.isMeant(url)) return realFetch(input, init);
  if (cut.answer) return cut.answer(() => realFetch(input, init));
  return realFetch(`http://127.0.0.1:${await freePort()}`, init);
};
