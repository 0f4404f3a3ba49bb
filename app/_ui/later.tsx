"use client";

import { type ComponentType, lazy, Suspense } from "react";

/**
 * What a page does not show at first. Its script comes once the page rests, so that it is there when it is asked for
 * and the page does not wait for it.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const Loaded = lazy(async () => ({ default: await load() }));
  // A failure then says nothing yet: whoever asks for it asks again.
  if (typeof window !== "undefined") onceAtRest(() => void load().catch(() => {}));
  return function Later(props: Props) {
    return (
      <Suspense>
        <Loaded {...props} />
      </Suspense>
    );
  };
}

function onceAtRest(work: () => void) {
  // Safari has no such callback.
  if ("requestIdleCallback" in window) window.requestIdleCallback(work);
  else setTimeout(work, 2_000);
}
