import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseEnv } from "node:util";
import { JoseKey } from "@atproto/oauth-client-node";

/** One new value for every secret that ATlast needs, by the name of its setting. */
export async function makeSecrets(): Promise<Record<string, string>> {
  // A key's id is never used twice: servers remember for minutes which key it stood for.
  const id = `${new Date().toISOString().slice(0, 10)}-${randomBytes(4).toString("hex")}`;
  const key = await JoseKey.generate(["ES256"], `atlast-${id}`);
  return {
    OAUTH_PRIVATE_KEYS: JSON.stringify([key.privateJwk]),
    ENCRYPTION_KEYS: `k${id}:${randomBytes(32).toString("base64url")}`,
    AUTH_SECRET: randomBytes(32).toString("base64url"),
    CRON_SECRET: randomBytes(32).toString("base64url"),
  };
}

/** The secrets of a development installation: made at first use, kept in a file that only its owner can read. */
export async function keptSecrets(file: string): Promise<Record<string, string>> {
  if (!existsSync(file)) {
    const { OAUTH_PRIVATE_KEYS: _, ...secrets } = await makeSecrets();
    const lines = Object.entries(secrets).map(([name, value]) => `${name}=${value}\n`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, lines.join(""), { mode: 0o600 });
  }
  return parseEnv(readFileSync(file, "utf8")) as Record<string, string>;
}
