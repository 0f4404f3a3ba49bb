import { describe, expect, test } from "vitest";
import { type Fixture, fixtures, openFixture, readFixture, zip } from "./fixtures";
import { importableKinds, readExport, readPastedList, UnreadableExport } from "./index";
import type { ExportFile, ReadList } from "./types";

describe("every known form of every platform's export comes out exactly", () => {
  test.each(fixtures)("$file as a loose file", async (fixture) => {
    const list = await listOf(fixture, await openFixture(fixture.file));
    expect(list.kindIsCertain).toBe(fixture.kindIsCertain);
    expectRows(list, fixture);
  });

  const placed = fixtures.flatMap((fixture) =>
    fixture.archivePaths.map((path) => ({ path, fixture })),
  );
  test.each(placed)("$fixture.file as $path", async ({ path, fixture }) => {
    const content = readFixture(fixture.file);
    const places = [path, `wrapper folder/${path}`, path.replaceAll("/", "\\")];
    for (const place of places) {
      const ghost = place.replace(/([^/\\]+)$/, "._$1");
      const blob = await zip({
        [place]: content,
        [`__MACOSX/${ghost}`]: content,
        "media/picture.jpg": "x",
      });
      expectRows(await listOf(fixture, [{ name: "download", blob }]), fixture);
    }
  });
});

describe("a pasted list", () => {
  test("is read as a file would be, and means people to follow", () => {
    const [list] = readPastedList("@alice\n@bob@example.social\nhttps://x.com/carol").lists;
    expect(list).toMatchObject({
      platform: "generic",
      kind: "following",
      kindIsCertain: true,
      count: 3,
    });
    expect(readPastedList("alice@example.social\nbob@example.social").lists[0]?.platform).toBe(
      "mastodon",
    );
  });

  test("without a name in it is refused", () => {
    expect(() => readPastedList("  ")).toThrow(UnreadableExport);
    expect(() => readPastedList("this is not, in any way, a list!")).toThrow(UnreadableExport);
  });
});

async function listOf(fixture: Fixture, files: ExportFile[]): Promise<ReadList> {
  const { lists } = await readExport(files);
  expect(lists.map(({ platform, kind }) => ({ platform, kind }))).toEqual([
    { platform: fixture.platform, kind: fixture.kind },
  ]);
  return lists[0] as ReadList;
}

function expectRows(list: ReadList, fixture: Fixture): void {
  const isImportable = importableKinds.has(list.kind) || !list.kindIsCertain;
  expect(
    list.follows.map((row) => [row.username, row.displayName, row.followedAt, row.externalId]),
  ).toEqual(isImportable ? fixture.follows : []);
  expect(list.count).toBe(fixture.follows.length);
  expect(list.skipped.reduce((sum, { count }) => sum + count, 0)).toBe(fixture.skipped);
}
