import { z } from "zod";

const LOOPBACK = /^http:\/\/(127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** An ES256 private key as a JWK with a `kid`; the public half is derived from it. */
const PrivateJwk = z.looseObject({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  kid: z.string().min(1),
  d: z.string(),
});

const EncryptionKey = z
  .string()
  .regex(/^[\w-]+:[\w-]+$/, "each key is written id:secret")
  .transform((text) => {
    const [id, secret] = text.split(":") as [string, string];
    return { id, secret: Buffer.from(secret, "base64url") };
  })
  .refine(({ secret }) => secret.length === 32, "each key has 32 bytes in base64url");

const Origin = z
  .url()
  .transform((text) => text.replace(/\/+$/, ""))
  .refine(
    (text) => LOOPBACK.test(text) || new URL(text).protocol === "https:",
    "must be https://your-host, or http://127.0.0.1:<port> on your own machine",
  )
  .refine((text) => new URL(text).pathname === "/", "must be an origin without a path");

const Days = (days: number) => z.coerce.number().min(0).max(3650).default(days);
const Secret = z.string().min(16, "must have at least 16 characters");

const Settings = z
  .object({
    PUBLIC_URL: Origin,
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    ENCRYPTION_KEYS: z
      .string()
      .transform((text) => text.split(/[\s,]+/).filter(Boolean))
      .pipe(z.array(EncryptionKey).min(1))
      .refine((keys) => areDifferent(keys.map(({ id }) => id)), "each key needs an id of its own"),
    AUTH_SECRET: z.string().min(32, "must have at least 32 characters"),
    CRON_SECRET: Secret.optional(),
    METRICS_TOKEN: Secret.optional(),
    CONTACT: z.url({ protocol: /^(https|mailto)$/ }).optional(),
    ADMIN_DIDS: z
      .string()
      .default("")
      .transform((text) => text.split(/[\s,]+/).filter(Boolean))
      .pipe(z.array(z.string().startsWith("did:", "is a list of DIDs, such as did:plc:…"))),
    OAUTH_PRIVATE_KEYS: z
      .string()
      .transform((text, context) => {
        try {
          return [JSON.parse(text)].flat();
        } catch {
          context.addIssue("must be JSON: one private JWK or a list of them");
          return z.NEVER;
        }
      })
      .pipe(z.array(PrivateJwk).min(1))
      .refine((keys) => areDifferent(keys.map(({ kid }) => kid)), "each key needs a kid of its own")
      .optional(),
    ATPROTO_APPVIEW_URL: z.url().default("https://public.api.bsky.app"),
    ATPROTO_APPVIEW_DID: z.string().startsWith("did:").default("did:web:api.bsky.app"),
    ATPROTO_IMAGE_ORIGIN: z.url().default("https://cdn.bsky.app"),
    ATPROTO_PLC_URL: z.url().default("https://plc.directory"),
    ATPROTO_HANDLE_RESOLVER_URL: z.url().optional(),
    ATPROTO_HANDLE_HOSTS: z
      .string()
      .default("bsky.social")
      .transform((text) => text.split(/[\s,]+/).filter(Boolean)),
    WATCH_SOURCE: z.enum(["off", "jetstream", "tap", "firehose", "poll"]).default("off"),
    WATCH_URL: z.url().optional(),
    TAP_ADMIN_PASSWORD: Secret.optional(),
    WRITE_POINTS_PER_HOUR: z.coerce.number().int().positive().default(5_000),
    WRITE_POINTS_PER_DAY: z.coerce.number().int().positive().default(35_000),
    BOT_HANDLE: z.string().optional(),
    BOT_APP_PASSWORD: z.string().optional(),
    BOT_SERVICE_URL: z.url().default("https://bsky.social"),
    BOT_CHAT_DID: z.string().startsWith("did:").default("did:web:api.bsky.chat"),
    RUN_JOBS: z.stringbool().default(!process.env.VERCEL),
    DATABASE_CONNECTIONS: z.coerce.number().int().min(2).default(10),
    HEARTBEAT_FILE: z.string().optional(),
    LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
    PARTNER_REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(120),
    KEEP_SENT_NOTIFICATIONS_DAYS: Days(7),
    KEEP_FAILED_NOTIFICATIONS_DAYS: Days(30),
    KEEP_UNUSED_TOKENS_DAYS: Days(7),
    KEEP_ORPHANED_ACCOUNTS_DAYS: Days(30),
    KEEP_RUNS_DAYS: Days(90),
  })
  .refine(({ PUBLIC_URL, OAUTH_PRIVATE_KEYS }) => OAUTH_PRIVATE_KEYS || isLoopback(PUBLIC_URL), {
    path: ["OAUTH_PRIVATE_KEYS"],
    // Also beside other problems, so that one start names everything that is missing.
    when: ({ value }) => typeof (value as { PUBLIC_URL?: unknown }).PUBLIC_URL === "string",
    message: "is missing: a public address needs a key of its own to sign people in",
  });

export type Env = z.infer<typeof Settings>;

/** The names of all settings. */
export const settingNames = Object.keys(Settings.shape);

/** What is missing or wrong in the settings, one sentence a line. */
export class InvalidSettings extends Error {
  override name = "InvalidSettings";
}

let parsed: Env | undefined;

/**
 * The settings, read from the environment at the first call: `next build` needs none.
 *
 * @throws InvalidSettings naming every setting that is missing or wrong.
 */
export function env(): Env {
  parsed ??= readSettings(process.env);
  return parsed;
}

/** The settings in `source`, checked. An empty value counts as absent. */
export function readSettings(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = Settings.safeParse(given);
  if (result.success) return result.data;

  const problems = new Map<string, string>();
  for (const { path, code, message } of result.error.issues) {
    const name = String(path[0]);
    const isMissing = code === "invalid_type" && given[name] === undefined;
    if (!problems.has(name)) problems.set(name, isMissing ? "is missing" : message);
  }
  throw new InvalidSettings([...problems].map((problem) => problem.join(": ")).join("\n"));
}

/** Whether the app runs on the developer's own machine, as a loopback client without a key of its own. */
export function isLoopback(publicUrl: string): boolean {
  return LOOPBACK.test(publicUrl);
}

function areDifferent(names: string[]) {
  return new Set(names).size === names.length;
}
