import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { beginImport } from "@/lib/imports";
import { createUser } from "@/test/lists";
import { destinationsFor, saveDestinations } from "./index";

const kept = async (did: string) =>
  (await db.user.findUniqueOrThrow({ where: { did } })).destinations;

test("where people are followed is kept by platform, and nobody else's changes", async () => {
  const [ada, ben] = [await createUser(), await createUser()];
  await Promise.all([
    saveDestinations(ada, "tiktok", ["spark"]),
    saveDestinations(ada, "instagram", ["grain", "bluesky"]),
  ]);
  expect(destinationsFor(await kept(ada), "tiktok")).toEqual(["spark"]);
  // In the order of all apps: the first is the one that a list begins with.
  expect(destinationsFor(await kept(ada), "instagram")).toEqual(["bluesky", "grain"]);
  expect(destinationsFor(await kept(ada), "x")).toEqual(["bluesky"]);
  expect(await kept(ben)).toEqual({});
});

test("where nothing is chosen, or an app that is not there, it is the usual one", async () => {
  const user = await createUser();
  expect(await saveDestinations(user, "tiktok", [])).toEqual(["bluesky"]);
  expect(await saveDestinations(user, "tiktok", ["an app of yesterday"])).toEqual(["bluesky"]);
  expect(destinationsFor({ tiktok: ["an app of yesterday"] }, "tiktok")).toEqual(["bluesky"]);
});

test("a list that is brought begins with what is chosen for its platform", async () => {
  const user = await createUser();
  await saveDestinations(user, "tiktok", ["spark", "tangled"]);
  const appOf = async (platform: "tiktok" | "x") => {
    const uploadId = await beginImport(user, { platform, name: "A list" });
    return (await db.userUpload.findUniqueOrThrow({ where: { uploadId } })).app;
  };
  expect(await appOf("tiktok")).toBe("spark");
  expect(await appOf("x")).toBe("bluesky");
});
