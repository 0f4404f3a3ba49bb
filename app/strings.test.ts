import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";

const app = fileURLToPath(new URL(".", import.meta.url));
const files = globSync("**/*.tsx", { cwd: app });

// The name of the product is the same in every language.
const NAMES = /ATlast/g;
const SAID = ["aria-label", "alt", "title", "placeholder", "label", "content"];

test.each(files)("%s says nothing that is not in the messages", (file) => {
  const source = ts.createSourceFile(
    file,
    readFileSync(`${app}${file}`, "utf8"),
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.TSX,
  );
  expect(wordsOf(source)).toEqual([]);
});

/** What a person would read: text between tags, and attributes that are shown or read out. */
function wordsOf(node: ts.Node): string[] {
  const own = textOf(node).replace(NAMES, "");
  const inside: string[] = [];
  node.forEachChild((child) => void inside.push(...wordsOf(child)));
  return /\p{L}{2}/u.test(own) ? [own.trim(), ...inside] : inside;
}

function textOf(node: ts.Node): string {
  if (ts.isJsxText(node)) return node.text;
  if (!ts.isJsxAttribute(node) || !SAID.includes(node.name.getText())) return "";
  const { initializer } = node;
  if (!initializer) return "";
  if (ts.isStringLiteral(initializer)) return initializer.text;
  const { expression } = initializer as ts.JsxExpression;
  return expression && ts.isStringLiteral(expression) ? expression.text : "";
}
