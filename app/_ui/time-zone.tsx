"use client";

import { useEffect } from "react";
import { TIME_ZONE_COOKIE } from "@/i18n/time-zone";

const A_YEAR_S = 365 * 24 * 60 * 60;

/** Tells the server the browser's time zone, from the next page on: no request says it by itself. */
export function TimeZone() {
  useEffect(() => {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser.
    document.cookie = `${TIME_ZONE_COOKIE}=${encodeURIComponent(timeZone)}; path=/; max-age=${A_YEAR_S}; samesite=lax`;
  }, []);
  return null;
}
