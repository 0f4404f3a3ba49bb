import {
  createCipheriv,
  createDecipheriv,
  createHash,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { env } from "./env";

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts a text with the newest key (AES-256-GCM). `place` names where it will be stored and is bound to it: a sealed
 * value that is moved to another row does not open there.
 *
 * Layout: length of the key's id (1 byte), the id, 12 bytes IV, 16 bytes tag, ciphertext.
 */
export function seal(text: string, place: string): Uint8Array<ArrayBuffer> {
  const [key] = env().ENCRYPTION_KEYS;
  if (!key) throw new Error("there is no encryption key");
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key.secret, iv).setAAD(Buffer.from(place));
  const sealed = [cipher.update(text, "utf8"), cipher.final()];
  const id = Buffer.from(key.id);
  const all = Buffer.concat([Buffer.of(id.length), id, iv, cipher.getAuthTag(), ...sealed]);
  return new Uint8Array(all);
}

/** The text that `seal` encrypted for this place; null when its key is gone or when it was changed or moved. */
export function unseal(sealed: Uint8Array, place: string): string | null {
  const bytes = Buffer.from(sealed);
  const idEnd = 1 + (bytes[0] ?? 0);
  const id = bytes.subarray(1, idEnd).toString();
  const key = env().ENCRYPTION_KEYS.find((candidate) => candidate.id === id);
  if (!key) return null;

  const iv = bytes.subarray(idEnd, idEnd + IV_BYTES);
  const tag = bytes.subarray(idEnd + IV_BYTES, idEnd + IV_BYTES + TAG_BYTES);
  try {
    const decipher = createDecipheriv("aes-256-gcm", key.secret, iv)
      .setAAD(Buffer.from(place))
      .setAuthTag(tag);
    const text = decipher.update(bytes.subarray(idEnd + IV_BYTES + TAG_BYTES));
    return Buffer.concat([text, decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}

/** A token of 256 random bits, safe in a URL or a cookie. */
export function randomToken(): string {
  return randomBytes(32).toString("base64url");
}

/** SHA-256 in hexadecimal: how a token is stored that only its owner shall know. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Whether two secrets are equal, in a time that says nothing of either. An absent one equals nothing. */
export function sameSecret(given: string | null | undefined, expected: string | undefined) {
  if (!given || !expected) return false;
  const [a, b] = [given, expected].map((text) => createHash("sha256").update(text).digest());
  return timingSafeEqual(a as Buffer, b as Buffer);
}
