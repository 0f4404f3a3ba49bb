import { JsonItems } from "./json-items";

/** JSON as tools save it: also several arrays or objects after each other, which become one array. */
export function readJson(text: string): { value: unknown } | null {
  const whole = parse(text);
  if (whole) return whole;
  const items = new JsonItems();
  const values: unknown[] = [];
  for (const item of [...items.push(text)]) {
    const parsed = parse(item);
    if (!parsed) return null;
    values.push(parsed.value);
  }
  return items.isComplete && values.length > 0 ? { value: values } : null;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What exporters write where there is no list. */
export function isEmpty(value: unknown): boolean {
  return value === null || (typeof value === "object" && Object.keys(value).length === 0);
}

/** `Your Activity`, `yourActivity` and `your_activity` are one key. */
export function plainKey(key: string): string {
  return key.toLowerCase().replace(/[\s_-]/g, "");
}

function parse(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return null;
  }
}
