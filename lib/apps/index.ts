/** An app on the AT Protocol in which people can be followed. */
export type App = {
  id: string;
  name: string;
  /** The collection that a follow is a record of. Apps that name the same one share their follows. */
  collection: `${string}.${string}.${string}`;
  /** The page that shows an account in this app. */
  profileUrl(actor: { did: string; handle: string }): string;
};

/** Every app that ATlast can follow in, the usual one first. A new app is a new entry here. */
export const apps: readonly [App, ...App[]] = [
  {
    id: "bluesky",
    name: "Bluesky",
    collection: "app.bsky.graph.follow",
    profileUrl: ({ did }) => `https://bsky.app/profile/${did}`,
  },
  {
    id: "spark",
    name: "Spark",
    collection: "so.sprk.graph.follow",
    profileUrl: ({ did }) => `https://sprk.so/profile/${did}`,
  },
  {
    id: "tangled",
    name: "Tangled",
    collection: "sh.tangled.graph.follow",
    profileUrl: ({ handle }) => `https://tangled.org/${handle}`,
  },
];

/** The app with this id, or undefined. */
export function findApp(id: string): App | undefined {
  return apps.find((app) => app.id === id);
}
