import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";

const here = fileURLToPath(new URL(".", import.meta.url));
const pages = globSync("**/{page.tsx,layout.tsx}", { cwd: here });
const actions = globSync("**/*.{ts,tsx}", { cwd: here }).filter((file) =>
  /^"use server";/.test(readFileSync(here + file, "utf8")),
);

// A layout guards no page that the browser asks for by itself, and an action is called without any page.
test.each([...pages, ...actions])("%s asks first whether an operator asks", (file) => {
  const source = ts.createSourceFile(
    file,
    readFileSync(here + file, "utf8"),
    ts.ScriptTarget.Latest,
    true,
  );
  const functions = source.statements.filter(ts.isFunctionDeclaration);
  const entries = functions.filter(
    (entry) =>
      entry.name?.text !== "generateMetadata" &&
      (ts.getModifiers(entry) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword),
  );
  expect(entries.length).toBeGreaterThan(0);
  for (const entry of entries) expect(asksFirst(entry, functions), entry.name?.text).toBe(true);
});

/** In its first statement: itself, or by a function beside it. */
function asksFirst(entry: ts.FunctionDeclaration, others: ts.FunctionDeclaration[]): boolean {
  const first = entry.body?.statements[0]?.getText() ?? "";
  if (first.includes("await requireAdmin()")) return true;
  const [, called] = /await (\w+)\(/.exec(first) ?? [];
  const other = others.find(({ name }) => name?.text === called);
  return other !== undefined && asksFirst(other, others);
}

test("there are pages and actions to guard", () => {
  expect(pages.length).toBeGreaterThan(8);
  expect(actions.length).toBeGreaterThan(3);
});
