import type { Account } from "./accounts";

/** The labels that the moderation account puts on others; Bluesky's own moderation uses the same words. */
const moderationLabels = ["impersonation", "spam"];

/** The account of the moderation service, with the declaration that makes it one. */
export const moderationAccount: Account = {
  handle: "moderation.bsky.social",
  profile: { displayName: "Moderation", description: "Labels accounts of this network." },
  records: [
    {
      collection: "app.bsky.labeler.service",
      rkey: "self",
      record: {
        policies: {
          labelValues: moderationLabels,
          labelValueDefinitions: moderationLabels.map((identifier) => ({
            identifier,
            severity: "alert",
            blurs: "none",
            defaultSetting: "warn",
            locales: [{ lang: "en", name: identifier, description: `Labelled as ${identifier}.` }],
          })),
        },
        createdAt: "2024-01-01T00:00:00.000Z",
      },
    },
  ],
};
