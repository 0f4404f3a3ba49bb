import { z } from "zod";
import { env, isLoopback } from "@/lib/env";
import type { Arrival, ConnectedPerson, SharedMatch } from "./read";

// What partners are sent, once as types for us and once as the OpenAPI document: both come from here.

const Id = z.string().meta({ description: "Opaque. Grows with time." });
const Cursor = z
  .string()
  .nullable()
  .meta({ description: "Pass it as `after` for the next page. Null on the last page." });
const Source = z
  .object({
    platform: z.string().meta({ example: "instagram" }),
    username: z.string().meta({ description: "Lower case.", example: "maya.makes" }),
  })
  .meta({ description: "A name that the person brought from elsewhere." });
const Account = z
  .object({
    did: z.string().meta({ example: "did:plc:ewvi7nxzyoun6zhxrhs64oiz" }),
    handle: z.string().meta({ example: "maya.bsky.social" }),
    displayName: z
      .string()
      .nullable()
      .meta({ description: "Null where there is none, and where `signedInOnly` is true." }),
    signedInOnly: z.boolean().meta({
      description:
        "Whether the account asks to be shown only to people who are signed in (`!no-unauthenticated`): show it nowhere else.",
    }),
  })
  .meta({ description: "An account on the AT Protocol network." });
const Score = z
  .int()
  .min(0)
  .max(100)
  .meta({ description: "Probability that both are one person, in percent." });

export const Match = z.object({
  id: Id,
  source: Source,
  account: Account,
  score: Score,
  followed: z.boolean(),
});
export const ArrivalBody = z
  .object({
    id: Id,
    person: z.string().meta({ description: "DID of the person who was looking." }),
    foundAt: z.iso.datetime(),
    match: Match.omit({ followed: true }),
  })
  .meta({ description: "A match that turned up after the person had brought their list." });
export const ArrivalCall = z
  .object({ type: z.literal("arrival"), data: ArrivalBody })
  .meta({ description: "What a webhook is called with." });
export const Person = z
  .object({ did: z.string(), handle: z.string(), connectedAt: z.iso.datetime() })
  .meta({ description: "Somebody who lets you read what is found for them." });

export const PeoplePage = z.object({ people: z.array(Person), next: Cursor });
export const MatchesPage = z.object({ matches: z.array(Match), next: Cursor });
export const ArrivalsPage = z.object({ arrivals: z.array(ArrivalBody), next: Cursor });
export const Acknowledgement = z.object({
  ids: z
    .array(z.string().regex(/^\d{1,18}$/))
    .min(1)
    .max(1000),
});
export const Acknowledged = z.object({ acknowledged: z.int() });
export const WebhookInput = z.object({
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .refine(isCallable, "must be https")
    .meta({ description: "https, at a public address." }),
});
export const Webhook = z.object({
  url: z.string(),
  secret: z.string().meta({
    description: "What calls are signed with, as Standard Webhooks has it. Shown this once.",
  }),
});
export const Problem = z
  .object({ type: z.string(), title: z.string(), status: z.int(), detail: z.string() })
  .meta({ description: "RFC 9457." });

/** On one's own machine a partner may be tried out without TLS. */
function isCallable(url: string) {
  return URL.parse(url)?.protocol === "https:" || isLoopback(env().PUBLIC_URL);
}

export function personBody({ connectedAt, ...person }: ConnectedPerson): z.infer<typeof Person> {
  return { ...person, connectedAt: connectedAt.toISOString() };
}

export function matchBody({ id, ...match }: SharedMatch): z.infer<typeof Match> {
  return { id: String(id), ...match };
}

export function arrivalBody({ id, foundAt, match, person }: Arrival): z.infer<typeof ArrivalBody> {
  return {
    id: String(id),
    person,
    foundAt: foundAt.toISOString(),
    match: { ...match, id: String(match.id) },
  };
}

export function arrivalCall(arrival: Arrival): z.infer<typeof ArrivalCall> {
  return { type: "arrival", data: arrivalBody(arrival) };
}
