import { isDidString, isHandleString } from "@atproto/lex";
import { z } from "zod";
import type { ActorChange } from "@/lib/directory";

/** An operation of the PLC directory as its export lists it, in the present form and in those before. */
const Line = z.object({
  did: z.string().refine(isDidString),
  seq: z.number().int().optional(),
  createdAt: z.iso.datetime(),
  nullified: z.boolean().optional(),
  operation: z.object({
    type: z.string(),
    prev: z.string().nullish(),
    alsoKnownAs: z.array(z.string()).optional(),
    handle: z.string().optional(),
  }),
});

export type PlcOperation = {
  /** Null for an operation that was taken back, or that tells nothing of a handle. */
  change: ActorChange | null;
  /** Its number in the directory, where the export gives it. */
  seq?: number;
  createdAt: string;
};

/** A line of the export of the PLC directory; null for what is none. The handle is as claimed: nobody has checked it. */
export function readOperation(line: string): PlcOperation | null {
  const parsed = Line.safeParse(parseJson(line));
  if (!parsed.success) return null;
  const { did, seq, createdAt, nullified, operation } = parsed.data;
  return {
    change: nullified ? null : changeOf(did, new Date(createdAt), operation),
    seq,
    createdAt,
  };
}

function changeOf(
  did: string,
  at: Date,
  { type, prev, alsoKnownAs, handle }: z.infer<typeof Line>["operation"],
): ActorChange {
  if (type === "plc_tombstone") return { did, handle: null, isActive: false, at };
  const claimed = alsoKnownAs?.find((name) => name.startsWith("at://"))?.slice("at://".length);
  const name = (claimed ?? handle)?.toLowerCase();
  return {
    did,
    handle: name && isHandleString(name) ? name : null,
    createdAt: prev ? undefined : at.toISOString(),
    at,
  };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
