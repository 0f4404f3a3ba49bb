/*
 * Follow dates, with the precision that the source has: `2024-02-29T23:59:59Z` where UTC is known,
 * `2024-02-29T23:59:59` for wall time of an unknown zone, `2024-02-29` for a day.
 * Whatever cannot be read is null: a date never costs a row.
 */

/** Unix seconds, or milliseconds where the number is too large for seconds. 0 means absent. */
export function readUnixTime(value: unknown): string | null {
  const number = typeof value === "string" && /^\d{9,13}$/.test(value) ? Number(value) : value;
  if (typeof number !== "number" || !(number > 0)) return null;
  const milliseconds = Math.trunc(number > 1e11 ? number : number * 1000);
  if (milliseconds > 253_402_300_799_999) return null;
  const rest = milliseconds % 86_400_000;
  const seconds = Math.floor(rest / 1000);
  const fraction = rest % 1000 === 0 ? "" : `.${String(rest % 1000).padStart(3, "0")}`;
  return `${dayOf((milliseconds - rest) / 86_400_000)}T${twoDigits[Math.floor(seconds / 3600)]}:${
    twoDigits[Math.floor(seconds / 60) % 60]
  }:${twoDigits[seconds % 60]}${fraction}Z`;
}

/** A list of a million has a few thousand days. */
function dayOf(daysSince1970: number): string {
  let day = days.get(daysSince1970);
  if (day === undefined) {
    day = new Date(daysSince1970 * 86_400_000).toISOString().slice(0, 10);
    days.set(daysSince1970, day);
  }
  return day;
}

const days = new Map<number, string>();
const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));

/**
 * `2024-02-29T23:59:59.123+00:00` and what resembles it: a blank for the T, `UTC` for the offset,
 * no fraction, no seconds, no time. An offset is converted to UTC.
 * @param zone what a time without a zone means
 */
export function readIsoTime(value: unknown, zone: "" | "Z" = ""): string | null {
  if (typeof value === "string" && plainShape.test(value)) {
    const [date, time] = [value.slice(0, 10), value.slice(11, 19)];
    if (isKnownDay(date)) return `${date}T${time}${value.length > 19 ? "Z" : zone}`;
  }
  const parts = typeof value === "string" ? isoShape.exec(value) : null;
  if (!parts) return null;
  const [, year, month, day, hour, minute, second = "00", fraction, stated] = parts;
  const date = calendarDay(Number(year), Number(month), Number(day));
  if (date === null || hour === undefined || minute === undefined) return date;
  const time = clockTime(Number(hour), Number(minute), Number(second));
  if (time === null) return null;
  const millis = fraction && Number(fraction) > 0 ? `.${fraction.slice(0, 3).padEnd(3, "0")}` : "";
  const wallTime = `${date}T${time}${millis}`;
  if (stated === undefined) return wallTime + zone;
  if (/^(Z|UTC|GMT)$/i.test(stated)) return `${wallTime}Z`;
  const offset = stated.replace(/^([+-]\d\d):?(\d\d)$/, "$1:$2");
  const instant = Date.parse(wallTime + offset);
  return Number.isNaN(instant) ? null : new Date(instant).toISOString().replace(".000Z", "Z");
}

/** The one form that lists of a million rows have. */
const plainShape = /^\d{4}-\d\d-\d\d[T ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?: UTC|Z)?$/;

function isKnownDay(date: string): boolean {
  if (knownDays.has(date)) return true;
  const [year, month, day] = date.split("-").map(Number);
  if (calendarDay(year ?? 0, month ?? 0, day ?? 0) === null) return false;
  knownDays.add(date);
  return true;
}

const knownDays = new Set<string>();

const isoShape =
  /^\s*(\d{4})[-/](\d{2})[-/](\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?\s*$/i;

/** `10 Dec 2022`, as LinkedIn writes days. */
export function readEnglishDay(value: unknown): string | null {
  const parts =
    typeof value === "string"
      ? /^\s*(\d{1,2})[ -]([a-z]{3})[a-z]*[ -](\d{4})\s*$/i.exec(value)
      : null;
  if (!parts) return null;
  const month = englishMonths.indexOf(parts[2]?.toLowerCase() ?? "") + 1;
  return month === 0 ? null : calendarDay(Number(parts[3]), month, Number(parts[1]));
}

/** `Sat Feb 18 12:33:11 +0000 2023` or `Wed Oct 04 12:33:11 UTC 2023`: milliseconds since 1970, or null. */
export function readUnixDateCommand(value: unknown): number | null {
  const parts = typeof value === "string" ? commandShape.exec(value) : null;
  if (!parts) return null;
  const [, month = "", day, hour, minute, second, , year] = parts;
  const index = englishMonths.indexOf(month.toLowerCase());
  if (index < 0) return null;
  return Date.UTC(Number(year), index, Number(day), Number(hour), Number(minute), Number(second));
}

const commandShape =
  /^\s*[a-z]{3} ([a-z]{3}) +(\d{1,2}) (\d{2}):(\d{2}):(\d{2}) (\+0000|UTC|GMT) (\d{4})\s*$/i;

const englishMonths = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/** Null unless the calendar has this day. */
export function calendarDay(year: number, month: number, day: number): string | null {
  if (!(year >= 1970 && year <= 9999 && month >= 1 && month <= 12 && day >= 1)) return null;
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return null;
  return `${year}-${two(month)}-${two(day)}`;
}

/** Null unless a clock shows this time. */
export function clockTime(hour: number, minute: number, second: number): string | null {
  if (!(hour < 24 && minute < 60 && second < 60)) return null;
  return `${two(hour)}:${two(minute)}:${two(second)}`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
