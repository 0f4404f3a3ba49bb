import type { Filter, Sort, Trait, View } from "@/lib/review";

/** In the order in which the page offers them. */
export const filters: Filter[] = [
  "all",
  "ready",
  "look",
  "not_found",
  "not_checked",
  "followed",
  "dismissed",
];
export const traits: Trait[] = [
  "new",
  "ticked",
  "follows_me",
  "active",
  "avatar",
  "own_domain",
  "person",
  "automated",
];
export const sorts: Sort[] = ["confidence", "activity", "followers", "followed", "name"];

const LONGEST_TEXT = 200;

/**
 * What an address says about which rows to show: `?show=look&only=avatar,person&sort=followers&text=…`. What it does not
 * say, or says in words that are not known, is as usual.
 */
export function readAddress(query: URLSearchParams): View {
  const only = query.get("only")?.split(",") ?? [];
  const text = query.get("text") ?? "";
  return {
    show: filters.find((filter) => filter === query.get("show")) ?? "all",
    only: traits.filter((trait) => only.includes(trait)),
    sort: sorts.find((sort) => sort === query.get("sort")) ?? "confidence",
    // As handles are written, or as they are copied.
    text: text
      .replace(/\p{Cf}/gu, "")
      .trim()
      .replace(/^@/, "")
      .slice(0, LONGEST_TEXT),
  };
}

/** The query for a view: "" for the usual one. */
export function addressOf({ show, only, sort, text }: View): string {
  const all = { show, only: only.join(), sort, text };
  const usual: Partial<typeof all> = { show: "all", sort: "confidence" };
  const told = Object.entries(all).filter(
    ([name, value]) => value && value !== usual[name as keyof typeof all],
  );
  return new URLSearchParams(told).toString().replaceAll("%2C", ",");
}
