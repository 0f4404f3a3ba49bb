import { lookAlikesOf } from "./world/look-alikes";
import { notable } from "./world/notable";
import { namesOf, privatePerson, type Taken } from "./world/private-persons";
import type { Person } from "./world/types";

export type { Person, Platform, Relation } from "./world/types";

export type World = {
  /** Who signs in for the demo; everybody else is in `people`. */
  user: Person;
  people: Person[];
  /** Handles that the user follows on the network already. */
  userFollows: string[];
};

export type WorldSize = {
  /** At most 420. */
  people: number;
  /** At most 60. */
  lookAlikes: number;
};

/** How the user of the demo signs in. */
export const demoUser = { handle: "wren.bsky.social", password: "find-my-people" };

export const fullSize: WorldSize = { people: 420, lookAlikes: 60 };

/** There within about 20 seconds, with every kind of account. */
export const demoSize: WorldSize = { people: 300, lookAlikes: 40 };

/**
 * The people of the practice network: invented, and the same at each call. A smaller world is a part of a larger one.
 * Their accounts elsewhere are the truth that matches can be measured by.
 */
export function worldOf(size: WorldSize = demoSize): World {
  const taken: Taken = new Set([user, ...notable].flatMap(namesOf));
  const count = fullSize.people - notable.length;
  const everybody = [
    ...notable,
    ...Array.from({ length: count }, (_, index) => privatePerson(index, taken)),
  ];

  // Of people who are in smaller worlds too.
  const models = everybody.slice(0, 150);
  const people = everybody.slice(0, size.people);
  return {
    user,
    people: [...people, ...lookAlikesOf(models, size.lookAlikes, taken)],
    userFollows: people
      .filter(isFollowedAlready)
      .map(({ handle }) => handle)
      .slice(0, 12),
  };
}

const user: Person = {
  handle: demoUser.handle,
  kind: "person",
  profile: {
    displayName: "Wren Marsh",
    bio: "Here for the birds and the bread.",
    avatar: true,
  },
  elsewhere: [
    { platform: "instagram", username: "wren.marsh", expected: "none" },
    { platform: "tiktok", username: "wren", expected: "equal" },
  ],
  posts: ["Trying this place out."],
  renown: 0.1,
};

function isFollowedAlready({ kind, renown }: Person) {
  return kind === "person" ? renown > 0.3 : kind === "news" && renown === 1;
}
