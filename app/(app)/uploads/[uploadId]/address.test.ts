import { expect, test } from "vitest";
import * as review from "@/lib/review";
import { addressOf, filters, readAddress, sorts, traits } from "./address";

test.each([
  ["", ""],
  ["show=look", "show=look"],
  ["only=person,avatar&sort=name&text=mi+ra", "only=avatar,person&sort=name&text=mi+ra"],
  ["show=all&sort=confidence&only=&text=", ""],
  ["show=nonsense&sort=1&only=x,new&more=1", "only=new"],
  ["text=%20%40mira.example%E2%80%8F", "text=mira.example"],
])("the address ?%s means ?%s", (address, meant) => {
  expect(addressOf(readAddress(new URLSearchParams(address)))).toBe(meant);
});

test("the page offers every filter, trait and order that there is", () => {
  expect(filters.toSorted()).toEqual([...review.filters].sort());
  expect(traits.toSorted()).toEqual([...review.traits].sort());
  expect(sorts.toSorted()).toEqual([...review.sorts].sort());
});
