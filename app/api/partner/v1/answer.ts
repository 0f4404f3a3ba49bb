import { z } from "zod";
import { authenticatePartner, type PartnerId, type Rate } from "@/lib/partners";

type Answer = { status?: number; body?: unknown };

const MOST_BYTES = 100_000;

/** A page of a list, as its address asks for it. */
export const PageQuery = z.object({
  after: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** As above, where what is read on after is a number of ours. */
export const NumberedPageQuery = PageQuery.extend({
  after: z
    .string()
    .regex(/^\d{1,18}$/)
    .transform(BigInt)
    .optional(),
});

/**
 * Answers a partner: asks for the key, keeps to its rate, and says what is wrong as RFC 9457 has it. A request that its
 * schema refuses is answered with 400.
 */
export async function answerPartner(
  request: Request,
  work: (partner: PartnerId) => Promise<Answer | null>,
): Promise<Response> {
  const asked = await authenticatePartner(request.headers);
  if (!asked.ok && asked.reason === "key") {
    return problem(401, "The key is missing, wrong or revoked.", { "www-authenticate": "Bearer" });
  }
  const headers = rateHeaders(asked.rate);
  if (!asked.ok) {
    const retry = { ...headers, "retry-after": String(asked.rate.resetSeconds) };
    return problem(429, "Too many requests in this minute.", retry);
  }
  try {
    const answer = await work(asked.partner);
    if (!answer) return problem(404, "Nobody with this DID lets you read.", headers);
    const { status = 200, body } = answer;
    if (body === undefined) return new Response(null, { status, headers });
    return Response.json(body, { status, headers });
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    return problem(400, z.prettifyError(error), headers);
  }
}

/** What a request's address asks for. */
export function queryOf<T>(request: Request, schema: z.ZodType<T>): T {
  return schema.parse(Object.fromEntries(new URL(request.url).searchParams));
}

/** The JSON that a request carries. */
export async function bodyOf<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  const text = await request.text();
  const json = z
    .string()
    .max(MOST_BYTES)
    .transform((value, context) => {
      try {
        return JSON.parse(value) as unknown;
      } catch {
        context.addIssue("is not JSON");
        return z.NEVER;
      }
    })
    .parse(text);
  return schema.parse(json);
}

function problem(status: number, detail: string, headers: Record<string, string> = {}) {
  return Response.json(
    { type: "about:blank", title: titles[status], status, detail },
    { status, headers: { ...headers, "content-type": "application/problem+json" } },
  );
}

const titles: Record<number, string> = {
  400: "Bad Request",
  401: "Unauthorized",
  404: "Not Found",
  429: "Too Many Requests",
};

function rateHeaders({ limit, remaining, resetSeconds }: Rate): Record<string, string> {
  return {
    "cache-control": "no-store",
    "ratelimit-limit": String(limit),
    "ratelimit-remaining": String(remaining),
    "ratelimit-reset": String(resetSeconds),
    "ratelimit-policy": `${limit};w=60`,
  };
}
