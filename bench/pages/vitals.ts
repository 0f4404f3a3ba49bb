import type { Page } from "@playwright/test";

/** What a page made its visitor wait for, in milliseconds, and how far it moved under them (no unit). */
export type Vitals = {
  lcp: number;
  inp: number;
  cls: number;
  /** What was done that took longest, and to what. */
  slowest: string;
};

declare global {
  interface Window {
    vitals: Vitals;
  }
}

/**
 * Has every page that is opened from now on measure itself, as browsers define it: the last candidate for its largest
 * part; the longest time from an input to the frame that answers it; all shifts that no input explains, together.
 */
export async function watchVitals(page: Page) {
  await page.addInitScript(() => {
    const vitals = { lcp: 0, inp: 0, cls: 0, slowest: "" };
    window.vitals = vitals;
    type Entry = PerformanceEntry & {
      interactionId?: number;
      target?: Element | null;
      hadRecentInput?: boolean;
      value?: number;
    };
    const watch = (type: string, note: (entry: Entry) => void) =>
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) note(entry);
      }).observe({ type, buffered: true, durationThreshold: 16 } as PerformanceObserverInit);
    watch("largest-contentful-paint", ({ startTime }) => {
      vitals.lcp = startTime;
    });
    watch("event", ({ interactionId, duration, name, target }) => {
      if (!interactionId || duration <= vitals.inp) return;
      vitals.inp = duration;
      const of = target?.getAttribute("aria-label") || target?.textContent || target?.id;
      vitals.slowest = `${name} ${target?.localName ?? ""} ${of ?? ""}`.slice(0, 40);
    });
    watch("layout-shift", ({ hadRecentInput, value = 0 }) => {
      if (!hadRecentInput) vitals.cls += value;
    });
  });
}

/** What the open page has measured of itself, two frames after whatever happened last. */
export function readVitals(page: Page): Promise<Vitals> {
  return page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    // Entries are told once the browser has nothing else to do.
    await new Promise((resolve) => requestIdleCallback(resolve));
    return window.vitals;
  });
}
