import fc from "fast-check";
import { Parser } from "htmlparser2";
import { describe, expect, test } from "vitest";
import { parseFileName } from "./file-name";
import { fixtures, readFixture, zip } from "./fixtures";
import { readExport, UnreadableExport } from "./index";
import { isObject, readJson } from "./json";
import type { ListPart } from "./list-part";
import { repairMojibake } from "./mojibake";
import { readText } from "./read-text";
import { decodeText } from "./text";

/*
 * Whatever is in a file: reading it ends soon, throws nothing but UnreadableExport, and returns no name that is
 * not in the file.
 */

/** Microseconds of this thread: what else the machine does is not counted. */
const slowest = 5_000_000;
const texts = fixtures
  .filter(({ file }) => /\.\w+$/.test(file) && !file.endsWith(".zip"))
  .map(({ file }) => ({ file, text: decodeText(readFixture(file), file) }));

const awkward = fc.constantFrom(
  ...[
    '"',
    "\\",
    "{",
    "}",
    "[",
    "]",
    "[[[[",
    ":",
    ",",
    ";",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "<",
    ">",
    "</a>",
  ],
  ...[
    "&#x41;",
    "&",
    "\0",
    "\ud800",
    "\ufeff",
    "@",
    "..",
    "%",
    "%zz",
    "null",
    "__deleted__",
    "__proto__",
  ],
  ...[
    "https://www.instagram.com/_u/",
    "https://x.com/",
    "did:plc:",
    "🌈",
    "Ã«",
    " ",
    "\u200e",
    "1e999",
    "=",
  ],
);
const mutation = fc.oneof(
  fc.record({ type: fc.constant("cut" as const), from: fc.nat(), length: fc.nat(200) }),
  fc.record({
    type: fc.constant("insert" as const),
    from: fc.nat(),
    text: fc.oneof(awkward, fc.string({ unit: "binary" })),
  }),
  fc.record({
    type: fc.constant("repeat" as const),
    from: fc.nat(),
    length: fc.nat(200),
    times: fc.nat(20),
  }),
  fc.record({
    type: fc.constant("graft" as const),
    from: fc.nat(),
    other: fc.nat(),
    start: fc.nat(),
  }),
);
type Mutation = typeof mutation extends fc.Arbitrary<infer Value> ? Value : never;

describe("each form of each platform, changed at random", () => {
  test.each(texts)("$file", ({ file, text }) => {
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 6 }), (mutations) => {
        expectSound(mutations.reduce(mutate, text), file);
      }),
      { numRuns: 60 },
    );
  });
});

test.each([
  "following.json",
  "following.js",
  "following.html",
  "following.csv",
  "following.txt",
  "s.opml",
])("long runs of what takes time, as %s", (file) => {
  const runs = [...' \t\n\r"\\[{<,;|:@.-&'].map((character) => character.repeat(200_000));
  const ends = [
    "<a href='https://www.instagram.com/a'>".repeat(20_000),
    "a: b\n".repeat(50_000),
    '{"a":'.repeat(50_000),
  ];
  for (const run of [...runs, ...ends]) {
    for (const text of [
      run,
      `alice${run}bob`,
      `Date: 2024-01-01 10:00:00\nUsername: a${run}b`,
      `["a${run}`,
      `username,name\n"a","b${run}`,
    ]) {
      const started = process.threadCpuUsage();
      try {
        readText(text, parseFileName(file), { acceptsWritten: true });
      } catch (error) {
        if (!(error instanceof UnreadableExport)) throw error;
      }
      expect(process.threadCpuUsage(started).user, JSON.stringify(text.slice(0, 60))).toBeLessThan(
        slowest,
      );
    }
  }
});

test("random text, under the names of exports", () => {
  const names = fc.constantFrom(
    "a",
    "a.txt",
    "a.csv",
    "following.json",
    "following.js",
    "friends.html",
    "s.opml",
  );
  const line = fc.oneof(
    awkward,
    fc.string({ unit: "binary" }),
    fc.webUrl(),
    fc.emailAddress(),
    fc.json(),
  );
  fc.assert(
    fc.property(
      fc.array(line).map((lines) => lines.join("\n")),
      names,
      expectSound,
    ),
    { numRuns: 500 },
  );
});

test("random bytes, loose and in archives", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), fc.boolean(), async (bytes, zipped) => {
      const blob = zipped
        ? await zip({ "following.json": bytes, "a.csv": bytes })
        : new Blob([bytes]);
      await expectUnreadable(() => readExport([{ name: "a", blob }]));
    }),
    { numRuns: 150 },
  );
});

test("archives changed at random", async () => {
  const archives =
    fixtures.length > 0 ? ["zips/instagram_2025_json.zip", "zips/x_archive.zip"] : [];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...archives),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 5 }),
      fc.nat(100),
      async (file, changes, cut) => {
        const bytes = new Uint8Array(readFixture(file));
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        const blob = new Blob([bytes.subarray(0, bytes.length - (cut > 90 ? cut : 0))]);
        await expectUnreadable(() => readExport([{ name: "a.zip", blob }]));
      },
    ),
    { numRuns: 200 },
  );
});

function mutate(text: string, change: Mutation): string {
  const from = change.from % (text.length + 1);
  switch (change.type) {
    case "cut":
      return text.slice(0, from) + text.slice(from + change.length);
    case "insert":
      return text.slice(0, from) + change.text + text.slice(from);
    case "repeat":
      return (
        text.slice(0, from) +
        text.slice(from, from + change.length).repeat(change.times) +
        text.slice(from)
      );
    case "graft": {
      const other = texts[change.other % texts.length]?.text ?? "";
      return text.slice(0, from) + other.slice(change.start % (other.length + 1));
    }
  }
}

function expectSound(text: string, file: string): void {
  const started = process.threadCpuUsage();
  let parts: ListPart[] = [];
  try {
    parts = readText(text, parseFileName(file), { acceptsWritten: true });
  } catch (error) {
    if (!(error instanceof UnreadableExport)) throw error;
  }
  expect(process.threadCpuUsage(started).user).toBeLessThan(slowest);
  const source = everythingIn(text);
  const names = parts.flatMap((part) =>
    part.follows.flatMap((row) => [row.username, row.displayName, row.externalId]),
  );
  // Names put together (first and last, user and host) are there piece by piece.
  const pieces = names.flatMap((name) => plain(name ?? "").split(/[\s@\ufffd]+/)).filter(Boolean);
  expect(pieces.filter((piece) => !source.includes(piece.toLowerCase()))).toEqual([]);
}

async function expectUnreadable(read: () => Promise<unknown>): Promise<void> {
  const started = process.threadCpuUsage();
  await read().catch((error) => {
    if (!(error instanceof UnreadableExport)) throw error;
  });
  expect(process.threadCpuUsage(started).user).toBeLessThan(slowest);
}

/** The text in every notation that exports use, without the readers' own code where there is any. */
function everythingIn(text: string): string {
  const found: string[] = [text, text.replaceAll('""', '"')];
  const collect = (value: unknown) => {
    if (Array.isArray(value)) value.forEach(collect);
    else if (isObject(value)) {
      for (const [key, inner] of Object.entries(value)) {
        found.push(key);
        collect(inner);
      }
    } else found.push(String(value), repairMojibake(String(value)));
  };
  collect(readJson(text)?.value);
  collect(
    readJson(text.slice(Math.max(0, text.search(/=\s*[[{]/)) + 1).replace(/;\s*$/, ""))?.value,
  );
  let all = "";
  const parser = new Parser({
    ontext: (data) => {
      all += data;
    },
    onopentag: (_, attributes) => found.push(...Object.values(attributes)),
  });
  parser.end(text);
  const joined = plain(`${found.join("\n")}\n${all}`);
  return `${joined}\n${joined.replace(/(%[0-9a-f]{2})+/gi, decoded)}`.toLowerCase();
}

/** Without what is trimmed and replaced in names. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\u200b\u200e]+/gu, " ");
}

function decoded(escapes: string): string {
  try {
    return decodeURIComponent(escapes);
  } catch {
    return escapes;
  }
}
