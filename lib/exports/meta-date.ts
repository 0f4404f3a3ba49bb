import { calendarDay, clockTime } from "./dates";

/**
 * The date text of Meta's HTML exports: wall time, the zone is stated nowhere.
 * `Nov 26, 2025 12:15 am`, `6월 06, 2026 12:19 오전`, `abr. 14, 2023 9:27 am`, `Nov 14, 2024 10:21:53 am`,
 * `01.02.2025, 21:10`. Words are those of the account's language; what cannot be read is null.
 */
export function readMetaDate(text: string): string | null {
  if (text.length > 60) return null;
  const numeric = numericShape.exec(text);
  if (numeric) {
    const [, day, month, year, hour, minute, second] = numeric;
    return join(Number(year), Number(month), Number(day), [hour, minute, second], "");
  }
  const worded = wordedShape.exec(text);
  if (!worded) return null;
  const [, word = "", day, year, before = "", hour, minute, second, after = ""] = worded;
  const month = monthOf(word);
  if (month === null) return null;
  return join(Number(year), month, Number(day), [hour, minute, second], before + after);
}

const numericShape = /^\s*(\d{1,2})[./](\d{1,2})[./](\d{4}),?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*$/;
const wordedShape =
  /^\s*(\d{0,2}[^\d\s,]+)\s+(\d{1,2}),?\s+(\d{4}),?\s+([^\d\s]*)\s*(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([^\d]*)$/;

function join(
  year: number,
  month: number,
  day: number,
  [hour, minute, second]: (string | undefined)[],
  dayPeriod: string,
): string | null {
  const half = halfOfDay(dayPeriod);
  const shown = Number(hour);
  if (half === null || (half !== "" && (shown < 1 || shown > 12))) return null;
  // 12 am is midnight and 12 pm is noon.
  const hours = half === "" ? shown : (shown % 12) + (half === "pm" ? 12 : 0);
  const date = calendarDay(year, month, day);
  const time = clockTime(hours, Number(minute), Number(second ?? 0));
  return date && time && `${date}T${time}`;
}

const mornings = ["am", "오전", "午前", "上午", "ص", "π.μ.", "πμ", "öö", "sa", "पूर्वाह्न"];
const evenings = ["pm", "오후", "午後", "下午", "م", "μ.μ.", "μμ", "ös", "ch", "अपराह्न"];

function halfOfDay(text: string): "am" | "pm" | "" | null {
  const word = text.toLowerCase().replace(/[\s.\u200e\u200f]/g, "");
  if (word === "") return "";
  if (mornings.some((known) => known.replaceAll(".", "") === word)) return "am";
  if (evenings.some((known) => known.replaceAll(".", "") === word)) return "pm";
  return null;
}

function monthOf(word: string): number | null {
  const numbered = /^(\d{1,2})(?:월|月)$/.exec(word);
  if (numbered) return Number(numbered[1]);
  months ??= readMonthNames();
  return months.get(plain(word)) || null;
}

let months: Map<string, number> | undefined;

/** Widespread languages first: what they mean by a word counts. Where two others differ, it means nothing. */
function readMonthNames(): Map<string, number> {
  const settled = new Map<string, number>([["sept", 9]]);
  for (const [name, month] of monthNamesOf("en es fr it pt de nl")) {
    if (!settled.has(name)) settled.set(name, month);
  }
  const others = new Map<string, number>();
  for (const [name, month] of monthNamesOf(
    "pl tr id ru uk sv da nb fi cs sk hu ro el vi ar he hi th bg hr sr sl lt lv et ms fil bn",
  )) {
    others.set(name, (others.get(name) ?? month) === month ? month : 0);
  }
  return new Map([...others, ...settled]);
}

function monthNamesOf(locales: string): [string, number][] {
  return locales.split(" ").flatMap((locale) =>
    (["short", "long"] as const).flatMap((style) => {
      // With a day beside it, the month takes the form that dates use (the Slavic genitive).
      const format = new Intl.DateTimeFormat(locale, {
        month: style,
        day: "numeric",
        timeZone: "UTC",
      });
      return Array.from({ length: 12 }, (_, index): [string, number] => {
        const parts = format.formatToParts(Date.UTC(2024, index, 1));
        return [plain(parts.find((part) => part.type === "month")?.value ?? ""), index + 1];
      });
    }),
  );
}

function plain(word: string): string {
  return word.normalize("NFC").toLowerCase().replaceAll(".", "");
}
