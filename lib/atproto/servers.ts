import { z } from "zod";
import { env } from "@/lib/env";
import { fetchOutside } from "./outside";

const Document = z.object({
  service: z.array(z.object({ id: z.string(), serviceEndpoint: z.unknown() })).default([]),
});
const Description = z.object({ collections: z.array(z.string()) });

/**
 * The collections that an account's repository has records of, as the account's own server says.
 *
 * @returns null when that cannot be had: the account or its server is gone, or does not say.
 */
export async function listCollections(did: string): Promise<string[] | null> {
  const server = await findServer(did);
  if (!server) return null;
  const query = new URLSearchParams({ repo: did });
  const address = `${server}/xrpc/com.atproto.repo.describeRepo?${query}`;
  return (await readJson(address, Description))?.collections ?? null;
}

/** The address of an account's server, out of its DID document (did:plc and did:web), or null. */
async function findServer(did: string): Promise<string | null> {
  const address = documentOf(did);
  const document = address && (await readJson(address, Document));
  if (!document) return null;
  const server = document.service.find(({ id }) => id.endsWith("#atproto_pds"))?.serviceEndpoint;
  return typeof server === "string" ? server.replace(/\/+$/, "") : null;
}

function documentOf(did: string): string | null {
  if (did.startsWith("did:plc:")) return `${env().ATPROTO_PLC_URL}/${encodeURIComponent(did)}`;
  const host = /^did:web:([a-z\d.-]+)$/i.exec(did)?.[1];
  return host ? `https://${host}/.well-known/did.json` : null;
}

async function readJson<T>(address: string, schema: z.ZodType<T>): Promise<T | null> {
  try {
    const response = await fetchOutside(address, { headers: { accept: "application/json" } });
    return response.ok ? (schema.safeParse(await response.json()).data ?? null) : null;
  } catch {
    // A server of somebody's that does not answer, or makes no sense, is theirs to mend.
    return null;
  }
}
