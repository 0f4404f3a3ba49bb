"use client";

import { useEffect } from "react";
import { holdOpenAction } from "./actions";

const BEAT_MS = 60_000;

/** Says now and then that this tab is open, for people whose lists pass with the last one. */
export function HoldOpen() {
  useEffect(() => {
    // What is missed is made good by the next beat: a list lives for ten of them.
    const say = () => void holdOpenAction().catch(() => {});
    const sayWhenSeen = () => {
      if (document.visibilityState === "visible") say();
    };
    say();
    const beat = setInterval(say, BEAT_MS);
    document.addEventListener("visibilitychange", sayWhenSeen);
    return () => {
      clearInterval(beat);
      document.removeEventListener("visibilitychange", sayWhenSeen);
    };
  }, []);
  return null;
}
