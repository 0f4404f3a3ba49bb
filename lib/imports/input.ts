import { z } from "zod";
import { type PlatformId, platforms } from "@/lib/exports";

/** How many names are sent at once: a list of 100,000 arrives in four pieces, and none of them takes long to check. */
export const NAMES_PER_PART = 25_000;
/** More than names need: a part with long names in it has fewer of them. */
const MOST_PARTS = 500;

/** Text as PostgreSQL can keep it: no NUL, no half of a surrogate pair, not even where it was cut. */
const text = (most: number) =>
  z
    .string()
    .transform((value) => value.replaceAll("\0", "").trim().slice(0, most).toWellFormed())
    .transform((value) => value || null)
    .nullable();

/** A date, with or without a time, that the calendar has and PostgreSQL can keep. */
const date = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ?)?$/)
  .refine((value) => {
    const instant = new Date(value.length > 10 ? `${value.slice(0, 19)}Z` : value);
    const isOnCalendar = !Number.isNaN(instant.getTime());
    return isOnCalendar && value > "0001" && instant.toISOString().startsWith(value.slice(0, 10));
  });

const IncomingFollow = z
  .object({
    username: text(200),
    displayName: text(300),
    profileUrl: z
      .url({ protocol: /^https?$/, normalize: true })
      .max(1000)
      .nullable()
      .catch(null),
    followedAt: date.nullable().catch(null),
    externalId: text(200),
  })
  // A number alone gives nothing to look for.
  .refine(({ username, displayName }) => username ?? displayName);

/** One account of a list that is being imported. */
export type IncomingFollow = z.infer<typeof IncomingFollow>;

export const NewImport = z.object({
  platform: z.enum(platforms.map(({ id }) => id) as [PlatformId, ...PlatformId[]]),
  name: text(200).unwrap().pipe(z.string().min(1)),
});

const follows = z.array(IncomingFollow).max(NAMES_PER_PART);

export const ImportPart = z.object({
  part: z
    .number()
    .int()
    .min(0)
    .max(MOST_PARTS - 1),
  follows: follows.min(1),
});

/** How many parts were sent, and the names that came in none of them. */
export const ImportEnd = z.object({
  parts: z.number().int().min(0).max(MOST_PARTS),
  follows,
});
