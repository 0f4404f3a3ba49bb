type Collection = `${string}.${string}.${string}`;

/** An app on the AT Protocol in which people can be followed. */
export type App = {
  id: string;
  name: string;
  /** The collection that a follow is a record of. Apps that name the same one share their follows. */
  collection: Collection;
  /** The page that shows an account in this app. */
  profileUrl(actor: { did: string; handle: string }): string;
};

const BLUESKY_FOLLOW = "app.bsky.graph.follow";

/**
 * Every app that ATlast can follow in, the usual one first; of apps that share their follows, the one that they are named
 * after. A new app is a new entry here.
 */
export const apps: readonly [App, ...App[]] = [
  {
    id: "bluesky",
    name: "Bluesky",
    collection: BLUESKY_FOLLOW,
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
  {
    id: "grain",
    name: "Grain",
    collection: "social.grain.graph.follow",
    profileUrl: ({ did }) => `https://grain.social/profile/${did}`,
  },
  {
    id: "blacksky",
    name: "Blacksky",
    collection: BLUESKY_FOLLOW,
    profileUrl: ({ handle }) => `https://blacksky.community/profile/${handle}`,
  },
  {
    id: "reddwarf",
    name: "Red Dwarf",
    collection: BLUESKY_FOLLOW,
    profileUrl: ({ did }) => `https://reddwarf.app/profile/${did}`,
  },
  {
    id: "pinkleap",
    name: "Pinkleap",
    collection: BLUESKY_FOLLOW,
    profileUrl: ({ handle }) => `https://pinkleap.app/profile/${handle}`,
  },
  {
    id: "deer",
    name: "Deer",
    collection: BLUESKY_FOLLOW,
    profileUrl: ({ handle }) => `https://deer.social/profile/${handle}`,
  },
  // Phone apps, whose people have no page of their own on the web.
  {
    id: "skylight",
    name: "Skylight",
    collection: BLUESKY_FOLLOW,
    profileUrl: ({ did }) => `https://bsky.app/profile/${did}`,
  },
  {
    id: "flashes",
    name: "Flashes",
    collection: BLUESKY_FOLLOW,
    profileUrl: ({ did }) => `https://bsky.app/profile/${did}`,
  },
];

/** What making lists and starter packs, which Bluesky shows, needs beside follows. */
export const listCollections = {
  list: "app.bsky.graph.list",
  member: "app.bsky.graph.listitem",
  starterPack: "app.bsky.graph.starterpack",
} as const;

/** The page that shows a list of an account's. */
export function listUrl(did: string, rkey: string): string {
  return `https://bsky.app/profile/${did}/lists/${rkey}`;
}

/** The page from which others can follow everybody in a starter pack of an account's. */
export function starterPackUrl(did: string, rkey: string): string {
  return `https://bsky.app/starter-pack/${did}/${rkey}`;
}

/** The app with this id, or undefined. */
export function findApp(id: string): App | undefined {
  return apps.find((app) => app.id === id);
}

/** Apps that share their follows stand together: following in one is following in all of them. */
export function groupByCollection<A extends Pick<App, "collection">>(some: readonly A[]) {
  const groups = Map.groupBy(some, ({ collection }) => collection);
  return [...groups.values()] as [A, ...A[]][];
}

/** How the names begin of all collections that belong to the makers of this one: `sh.tangled.` of Tangled's follows. */
export function familyOf(collection: string): string {
  return `${collection.split(".", 2).join(".")}.`;
}

/** Ids of the apps with follows of their own, beside the usual one, whose records are among these collections. */
export function appsUsed(collections: readonly string[]): string[] {
  const [{ collection: usual }] = apps;
  return apps
    .filter(({ collection }) => collection !== usual)
    .filter(({ collection }) => collections.some((one) => one.startsWith(familyOf(collection))))
    .map(({ id }) => id);
}
