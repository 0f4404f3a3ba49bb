import { z } from "zod";
import {
  Acknowledged,
  Acknowledgement,
  ArrivalCall,
  ArrivalsPage,
  MatchesPage,
  PeoplePage,
  Problem,
  Webhook,
  WebhookInput,
} from "./schemas";

/** What an address holds besides its path. */
export type Parameter = {
  name: string;
  in: "path" | "query";
  description: string;
  required?: boolean;
  schema: object;
};

export type Operation = {
  operationId: string;
  summary: string;
  parameters?: Parameter[];
  requestBody?: object;
  responses: Record<string, object>;
};

const AFTER: Parameter = {
  name: "after",
  in: "query",
  schema: { type: "string" },
  description: "The `next` of the page before.",
};
const LIMIT: Parameter = {
  name: "limit",
  in: "query",
  schema: { type: "integer", minimum: 1, maximum: 500, default: 100 },
  description: "How many to a page, 500 at most; 100 where it is left out.",
};

const paths: Record<string, Record<string, Operation>> = {
  "/people": {
    get: {
      operationId: "listPeople",
      summary: "The people who connected you in their settings.",
      parameters: [AFTER, LIMIT],
      responses: answers(200, "A page of people.", PeoplePage),
    },
  },
  "/people/{did}/matches": {
    get: {
      operationId: "listMatches",
      summary: "What was found for a person so far, without what they dismissed.",
      parameters: [
        {
          name: "did",
          in: "path",
          required: true,
          schema: { type: "string" },
          description: "Whose matches, as the list of people has it.",
        },
        AFTER,
        LIMIT,
      ],
      responses: {
        ...answers(200, "A page of matches.", MatchesPage),
        404: problem("Nobody with this DID lets you read."),
      },
    },
  },
  "/arrivals": {
    get: {
      operationId: "listArrivals",
      summary: "What turned up since, for everybody who connected you, until you acknowledge it.",
      parameters: [AFTER, LIMIT],
      responses: answers(200, "A page of arrivals.", ArrivalsPage),
    },
  },
  "/arrivals/acknowledge": {
    post: {
      operationId: "acknowledge",
      summary: "Says that you have these arrivals: they are neither listed nor sent again.",
      requestBody: body(Acknowledgement),
      responses: answers(200, "How many were not acknowledged before.", Acknowledged),
    },
  },
  "/webhook": {
    put: {
      operationId: "setWebhook",
      summary:
        "Where to be called with each arrival, signed as Standard Webhooks has it. A 2xx acknowledges it.",
      requestBody: body(WebhookInput),
      responses: answers(200, "The webhook, with a new secret.", Webhook),
    },
    delete: {
      operationId: "removeWebhook",
      summary: "Ends the calls. Arrivals can still be read.",
      responses: { 204: { description: "There is no webhook any more." }, ...refusals() },
    },
  },
};

const WEBHOOK_HEADERS = [
  ["webhook-id", "The same for each attempt to tell of one arrival."],
  ["webhook-timestamp", "When the call was made, in seconds since 1970."],
  [
    "webhook-signature",
    "v1, a comma, and in base64 the HMAC-SHA256 of id.timestamp.body; its key is what stands behind whsec_, decoded.",
  ],
] as const;

/** What a webhook is called with. */
const webhooks = {
  arrival: {
    post: {
      operationId: "receiveArrival",
      summary: "Somebody turned up for a person who connected you.",
      parameters: WEBHOOK_HEADERS.map(([name, description]) => {
        return { name, in: "header", required: true, description, schema: { type: "string" } };
      }),
      requestBody: body(ArrivalCall),
      responses: {
        "2XX": { description: "You have it: it is not sent again." },
        410: { description: "You want no more calls: the webhook is removed." },
      },
    },
  },
};

/** The OpenAPI 3.1 document of the partner API at this origin. */
export function openApiDocument(origin: string) {
  return {
    openapi: "3.1.0",
    info: {
      title: "ATlast for partners",
      version: "1",
      description:
        "Read what ATlast finds for the people who connected you in their settings. Operators of this ATlast give out keys.",
    },
    servers: [{ url: `${origin}/api/partner/v1` }],
    security: [{ key: [] }],
    paths,
    webhooks,
    components: { securitySchemes: { key: { type: "http", scheme: "bearer" } } },
  };
}

function answers(status: number, description: string, schema: z.ZodType) {
  return {
    [status]: { description, headers: rateHeaders(), ...body(schema) },
    ...refusals(),
  };
}

function refusals() {
  return {
    400: problem("The request does not say what it has to."),
    401: problem("The key is missing, wrong or revoked."),
    429: {
      ...problem("Too many requests in this minute. Retry-After says when to go on."),
      headers: {
        ...rateHeaders(),
        "Retry-After": { description: "Seconds to wait.", schema: { type: "integer" } },
      },
    },
  };
}

function problem(description: string) {
  return { description, content: { "application/problem+json": { schema: jsonSchema(Problem) } } };
}

function body(schema: z.ZodType) {
  return { content: { "application/json": { schema: jsonSchema(schema) } } };
}

function rateHeaders() {
  const integer = { schema: { type: "integer" } };
  return {
    "RateLimit-Limit": { description: "Requests a minute.", ...integer },
    "RateLimit-Remaining": { description: "Requests left in this minute.", ...integer },
    "RateLimit-Reset": { description: "Seconds until the next minute.", ...integer },
  };
}

/** With what it refers to written out: each schema is small, and readers need no second look. */
function jsonSchema(schema: z.ZodType) {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { reused: "inline", io: "input" });
  return rest;
}
