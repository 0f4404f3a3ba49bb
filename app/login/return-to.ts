import { z } from "zod";

const HERE = "https://here.invalid";

/**
 * The page of ours to go back to after signing in. Read as a browser reads it: what begins with `//`, with `/\` or with a
 * slash, a tab and a slash leads to another host.
 */
export const ReturnTo = z
  .string()
  .refine((path) => path.startsWith("/") && URL.parse(path, HERE)?.origin === HERE)
  .catch("/uploads");
