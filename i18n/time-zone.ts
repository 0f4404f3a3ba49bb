/** Where a browser keeps its time zone for the server, whose pages name hours. */
export const TIME_ZONE_COOKIE = "atlast-time-zone";

export const DEFAULT_TIME_ZONE = "UTC";

export function isTimeZone(name: string): boolean {
  try {
    Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
