import { expect, test } from "vitest";
import { readRateLimit } from "./rate-limit";

const asked = {
  "ratelimit-limit": "5000",
  "ratelimit-remaining": "4400",
  "ratelimit-reset": "1795500000",
  "ratelimit-policy": "5000;w=3600",
};

test("the limit that a server names is read from its headers", () => {
  expect(readRateLimit(new Headers(asked))).toEqual({
    seconds: 3600,
    limit: 5000,
    remaining: 4400,
    resetsAt: new Date(1795500000000),
  });
});

test.each(Object.keys(asked))("a server that leaves out %s has named no limit", (name) => {
  const headers = new Headers(asked);
  headers.delete(name);
  expect(readRateLimit(headers)).toBeNull();
});

test("headers that are no numbers name no limit", () => {
  expect(readRateLimit(new Headers({ ...asked, "ratelimit-reset": "soon" }))).toBeNull();
});
