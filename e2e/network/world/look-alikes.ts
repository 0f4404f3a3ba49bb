import { handleDomains, isHostedLabel, labelOf, normalise, spell } from "./handles";
import type { Taken } from "./private-persons";
import { randomFrom } from "./random";
import type { Person } from "./types";

type Profile = NonNullable<Person["profile"]>;
type LookAlike = Pick<Person, "handle" | "kind" | "labels" | "profile"> | null;

/** One way to be taken for somebody; null where it cannot be done with the person's handle. */
type Way = (label: string, person: Person, profile: Profile) => LookAlike;

const WAYS: Way[] = [
  // The same letters, other separators.
  (label, { handle }, { displayName }) => {
    const apart = label.includes("-") ? label.replaceAll("-", "") : hyphenated(label, displayName);
    return apart === label || apart === handle
      ? null
      : other(apart, 0, { displayName, bio: "Someone else entirely, hello.", avatar: true });
  },
  // The same name at another host.
  (label, { handle }) =>
    other(label, handle.endsWith(handleDomains[0] ?? "") ? 1 : 0, {
      displayName: label,
      avatar: false,
    }),
  // The same display name.
  (_, { handle }, { displayName }) =>
    displayName
      ? other(`${initialsOf(displayName)}-${seedOf(handle, 9000) + 1000}`, 0, {
          displayName,
          bio: "here for the cats",
          avatar: true,
        })
      : null,
  // A sibling.
  (label, _, { displayName = "" }) => {
    const [given = "", family = ""] = spell(displayName).split(" ");
    if (!family || family.length < 4) return null;
    return other(`${given.slice(0, 2)}${family}`, 0, {
      displayName: `${(displayName.match(/\p{Lu}/gu) ?? [label.slice(0, 1)])[0]}. ${displayName.split(" ")[1] ?? ""}`,
      bio: "One of several.",
      avatar: true,
    });
  },
  // An impersonator, as moderation has found out.
  (label, _, { displayName, bio, avatar }) =>
    other(`${label}-real`, 0, { displayName, bio, avatar }, "impersonator", ["impersonation"]),
  // Letters that look alike.
  (label, _, { displayName, avatar }) => {
    const swapped = label.replace(/l/, "1").replace(/o/, "0");
    return swapped === label
      ? null
      : other(swapped, 0, { displayName, bio: "DM for collabs 💌", avatar }, "impersonator", [
          "impersonation",
        ]);
  },
  // A letter twice.
  (label, _, { displayName }) =>
    other(`${label}${label.slice(-1)}`, 0, { displayName, bio: "hi", avatar: false }),
  // Fans.
  (label, { handle }, { displayName }) =>
    other(`${label}fans`, 1, {
      displayName: `${displayName ?? label} fans`,
      bio: `Fan account. Not ${handle}!`,
      avatar: true,
    }),
  // Spam with a known face.
  (label, _, { displayName, avatar }) =>
    other(
      `${label}-giveaway`,
      0,
      {
        displayName: `${displayName ?? label} 🎁`,
        bio: "FREE GIFT CARDS today only, link in my first post",
        avatar,
      },
      "spammer",
      ["spam"],
    ),
  // An account that was given up.
  (label, { handle }) => {
    const free = handle.endsWith(".social") ? `${label}-old` : label;
    return { handle: `${free}.bsky.social`, kind: "lookAlike" };
  },
  // A number behind the name.
  (label, _, { displayName }) =>
    other(`${label}2`, 0, {
      displayName: displayName?.split(" ")[0],
      bio: "Second account, main is elsewhere.",
      avatar: true,
    }),
  // An initial and the family name.
  (_label, _, { displayName = "" }) => {
    const family = spell(displayName).split(" ")[1];
    return family && family.length > 3
      ? other(`dr${family}`, 1, { displayName: `Dr ${displayName}`, bio: "Dentist.", avatar: true })
      : null;
  },
];

/** As many accounts as are asked for that could be taken for one of the people, of every kind in turn. */
export function lookAlikesOf(people: Person[], count: number, taken: Taken): Person[] {
  const models = people.filter(({ kind, profile }) => kind === "person" && profile?.displayName);
  const handles = new Set(people.map(({ handle }) => handle));
  const found: Person[] = [];

  for (let turn = 0; found.length < count && models.length > 0; turn++) {
    const way = WAYS[turn % WAYS.length] as Way;
    for (const [index, model] of models.entries()) {
      const made = way(labelOf(model.handle), model, model.profile as Profile);
      if (!made || handles.has(made.handle) || !isPossible(made.handle, model, taken)) continue;

      models.splice(index, 1);
      handles.add(made.handle);
      const posts = made.labels ? ["Message me for a surprise"] : [];
      found.push({ ...made, resembles: model.handle, elsewhere: [], posts, renown: 0.02 });
      break;
    }
  }
  return found;
}

function other(
  label: string,
  host: 0 | 1,
  profile: Profile,
  kind: Person["kind"] = "lookAlike",
  labels?: string[],
): LookAlike {
  const handle = `${label}${handleDomains[host]}`;
  return { handle, kind, profile, ...(labels && { labels }) };
}

/** A look-alike resembles its model and nobody else. */
function isPossible(handle: string, model: Person, taken: Taken) {
  const name = normalise(labelOf(handle));
  const isModels = name === normalise(labelOf(model.handle));
  return isHostedLabel(labelOf(handle)) && (isModels || !taken.has(name));
}

function hyphenated(label: string, displayName = "") {
  const given = spell(displayName).split(" ")[0] ?? "";
  return label.startsWith(given) && given.length < label.length
    ? `${given}-${label.slice(given.length)}`
    : label;
}

function initialsOf(displayName: string) {
  const initials = spell(displayName)
    .split(" ")
    .map((word) => word.slice(0, 1));
  return `${initials.join("")}x`.slice(0, 3);
}

function seedOf(text: string, limit: number) {
  return randomFrom(text).below(limit);
}
