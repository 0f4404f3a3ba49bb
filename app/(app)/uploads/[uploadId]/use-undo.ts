"use client";

import { useRef } from "react";

type Step = () => Promise<void>;

/** What was done on this page, the last first: each step can be taken back once. */
export function useUndo() {
  const steps = useRef<Step[]>([]);

  function take(step: Step) {
    if (!steps.current.includes(step)) return false;
    steps.current = steps.current.filter((other) => other !== step);
    void step();
    return true;
  }

  return {
    /** Adds a step; gives what takes it back. */
    add(step: Step) {
      steps.current.push(step);
      return () => void take(step);
    },
    /** Takes the last step back. Answers false when there is none. */
    run() {
      const last = steps.current.at(-1);
      return last ? take(last) : false;
    },
  };
}
