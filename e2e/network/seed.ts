import type { Account, Did, Network } from "./network";
import { demoUser, type Person, type World } from "./people";
import { avatarFor } from "./world/avatar";
import { type Random, randomFrom } from "./world/random";

/** What is being done, and how much of it: accounts for `directory` and `people`, events of the firehose for `index`. */
export type Progress = { stage: "directory" | "people" | "index"; done: number; total: number };

/**
 * Puts a world on a network, with profiles, avatars, posts, follows and labels, and waits until the AppView shows it.
 * Gives the DID of each handle.
 */
export async function seedWorld(
  network: Network,
  world: World,
  onProgress: (progress: Progress) => void = () => {},
): Promise<Map<string, Did>> {
  const accounts = accountsOf(world);
  const total = accounts.length;
  const actors = await network.createPeople(accounts, (stage, done) =>
    onProgress({ stage, done, total }),
  );
  const dids = new Map<string, Did>(actors.map(({ handle, did }) => [handle, did]));

  for (const { handle, labels } of world.people) {
    const did = dids.get(handle);
    if (did && labels) await network.label(did, labels);
  }
  await network.indexed((done, events) => onProgress({ stage: "index", done, total: events }));
  return dids;
}

function accountsOf({ user, people, userFollows }: World): Account[] {
  const signedIn = { ...accountOf(user, userFollows), password: demoUser.password };
  return [signedIn, ...people.map((person) => accountOf(person, followsOf(person, people)))];
}

function accountOf({ handle, profile, posts }: Person, follows: string[]): Account {
  const random = randomFrom(`dates ${handle}`);
  const joined = Date.UTC(2023, 3, 24) + random.below(900) * DAY;
  return {
    handle,
    follows,
    ...(profile && {
      profile: {
        displayName: profile.displayName,
        description: profile.bio,
        selfLabels: profile.selfLabels,
        avatar: profile.avatar ? avatarFor(handle) : undefined,
        createdAt: new Date(joined).toISOString(),
      },
    }),
    posts: posts.map((text, index) => ({
      text,
      createdAt: new Date(joined + (index + 1) * 9 * DAY + random.below(DAY)).toISOString(),
    })),
  };
}

/** Up to seven others, the renowned ones more often. */
function followsOf(person: Person, people: Person[]) {
  const random = randomFrom(`follows ${person.handle}`);
  const wanted = person.profile ? random.below(8) : 0;
  const follows = new Set<string>();
  for (let attempt = 0; attempt < wanted; attempt++) {
    const other = pickByRenown(people, random);
    if (other !== person) follows.add(other.handle);
  }
  return [...follows];
}

function pickByRenown(people: Person[], random: Random): Person {
  for (;;) {
    const person = random.pick(people);
    if (random.next() < 0.02 + person.renown ** 2) return person;
  }
}

const DAY = 24 * 60 * 60 * 1000;
