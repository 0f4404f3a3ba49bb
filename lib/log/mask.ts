const MASKS: [RegExp, string][] = [
  [/\b[a-z][a-z0-9+.-]*:\/\/\S+/gi, "<address>"],
  [/\bdid:[a-z]+:[\w.:%-]+/g, "<did>"],
  [/\beyJ[\w-]+\.[\w.-]+/g, "<token>"],
  [/[\w-]{32,}/g, "<token>"],
  [/@?\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b/gi, "<name>"],
];

/** Text for a log, without what tells who somebody is or lets one in: DIDs, handles, hosts, addresses, tokens. */
export function mask(text: string): string {
  return MASKS.reduce((masked, [pattern, word]) => masked.replace(pattern, word), text);
}
