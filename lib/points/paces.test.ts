import { expect, test } from "vitest";
import { timeToFollow } from "./paces";

const limits = { pointsPerHour: 5_000, pointsPerDay: 35_000 };
const HOURS = 60 * 60_000;

test.each([
  [0, "gentle", 0],
  [150, "gentle", 0],
  [151, "gentle", 1],
  [300, "gentle", 1],
  [301, "gentle", 24],
  [5_000, "gentle", 16 * 24 + 1],
  [5_000, "steady", 3 * 24 + 1],
  [1_333, "fast", 0],
  [5_000, "fast", 3],
  [10_000, "fast", 24],
] as const)("%i follows at the %s pace take %i hours", (count, pace, hours) => {
  expect(timeToFollow(count, pace, limits) / HOURS).toBe(hours);
});
