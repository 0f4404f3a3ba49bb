import { expect, test } from "vitest";
import { ReturnTo } from "./return-to";

test.each(["/uploads", "/settings", "/uploads/7?show=look&text=a%20b"])(
  "after signing in, a person comes back to %s",
  (path) => {
    expect(ReturnTo.parse(path)).toBe(path);
  },
);

test.each([
  "https://evil.example",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/\n\\evil.example",
  "javascript:alert(1)",
  "evil.example",
  "",
  undefined,
])("a link that asks for %j leads to the lists", (path) => {
  expect(ReturnTo.parse(path)).toBe("/uploads");
});
