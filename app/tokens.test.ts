import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");

const text = 4.5;
const stroke = 3;

/** What is drawn on what, and the contrast that it needs (WCAG 2.2, 1.4.3 and 1.4.11). */
const pairs: [string, string, number][] = [
  ...["paper", "raised", "sunken"].flatMap((surface): [string, string, number][] => [
    ["ink", surface, text],
    ["ink-soft", surface, text],
    ["ink-faint", surface, text],
    ["accent", surface, text],
    ["accent-strong", surface, text],
    ["new", surface, text],
    ["found", surface, text],
    ["trouble", surface, text],
    ["edge", surface, stroke],
  ]),
  ["on-accent", "accent", text],
  ["on-accent", "accent-strong", text],
  ...["accent", "new", "found", "trouble"].flatMap((colour): [string, string, number][] => [
    [colour, `${colour}-soft`, text],
    ["ink", `${colour}-soft`, text],
    ["ink-soft", `${colour}-soft`, text],
  ]),
];

describe.each(["light", "dark"] as const)("in the %s theme", (theme) => {
  test.each(pairs)("%s on %s can be read (%d:1)", (front, back, least) => {
    expect(contrast(luminance(front, theme), luminance(back, theme))).toBeGreaterThanOrEqual(least);
  });
});

function luminance(name: string, theme: "light" | "dark") {
  const value = new RegExp(`--${name}: light-dark\\(oklch\\(([^)]+)\\), oklch\\(([^)]+)\\)\\)`);
  const match = css.match(value);
  const [l, c, h] = (match?.[theme === "light" ? 1 : 2] ?? "").split(" ").map(Number);
  if (l === undefined || c === undefined || h === undefined) throw new Error(`no token ${name}`);
  return relativeLuminance(l, c, h);
}

/** Of an OKLCH colour, by way of linear sRGB (CSS Color 4), clipped to what a screen can show. */
function relativeLuminance(lightness: number, chroma: number, hue: number) {
  const [a, b] = [Math.cos, Math.sin].map((part) => chroma * part((hue * Math.PI) / 180)) as [
    number,
    number,
  ];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: number, b: number) {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}
