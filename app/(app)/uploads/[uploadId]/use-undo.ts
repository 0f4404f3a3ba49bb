"use client";

import { useRef } from "react";

type Step = () => Promise<void>;

/**
 * What was done on this page, the last first: each step can be taken back once. Whoever undoes means what they did last,
 * also while the server has not answered to it yet.
 */
export function useUndo() {
  const steps = useRef<Step[]>([]);
  const underWay = useRef<Promise<unknown>>(Promise.resolve());

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
    /** Waits, before anything is taken back, for work that adds a step when it is done. */
    waitFor(work: Promise<unknown>) {
      underWay.current = Promise.allSettled([underWay.current, work]);
    },
    /** Takes the last step back, once nothing is under way. Answers false when there is none. */
    async run() {
      await underWay.current;
      const last = steps.current.at(-1);
      return last ? take(last) : false;
    },
  };
}
