"use client";

import { type RefObject, useEffect, useRef } from "react";

/** How far a finger has to go for it to mean something. */
const FAR_PX = 88;
/** Before that, it may still be scrolling. */
const BEGUN_PX = 12;

type Swipes = {
  /** In the direction of reading. */
  onForward(): void;
  onBack(): void;
};

/**
 * Lets a finger push something to either side. The element follows it, and carries in `data-swipe` what would happen if
 * the finger were lifted now. Nothing else that can be done depends on it: each swipe is a button as well.
 */
export function useSwipe(target: RefObject<HTMLElement | null>, swipes: Swipes) {
  const latest = useRef(swipes);
  useEffect(() => {
    latest.current = swipes;
  });

  useEffect(() => {
    const element = target.current;
    if (!element) return;
    let begun: { x: number; y: number; id: number } | null = null;
    let way = 0;

    function onDown(event: PointerEvent) {
      if (event.pointerType === "touch" && event.isPrimary) {
        begun = { x: event.clientX, y: event.clientY, id: event.pointerId };
      }
    }
    function onMove(event: PointerEvent) {
      if (!element || begun?.id !== event.pointerId) return;
      const [x, y] = [event.clientX - begun.x, event.clientY - begun.y];
      if (way === 0 && (Math.abs(x) < BEGUN_PX || Math.abs(y) > Math.abs(x))) return;
      if (way === 0) element.setPointerCapture(begun.id);
      way = x;
      element.style.transform = `translateX(${x}px)`;
      element.dataset.swipe =
        Math.abs(x) < FAR_PX ? "" : isForward(element, x) ? "forward" : "back";
    }
    function onUp() {
      if (!element) return;
      const far = Math.abs(way) >= FAR_PX;
      const wasForward = isForward(element, way);
      onCancel();
      if (far && wasForward) latest.current.onForward();
      else if (far) latest.current.onBack();
    }
    function onCancel() {
      begun = null;
      way = 0;
      if (!element) return;
      element.style.transform = "";
      delete element.dataset.swipe;
    }

    const end = new AbortController();
    const { signal } = end;
    element.addEventListener("pointerdown", onDown, { signal });
    element.addEventListener("pointermove", onMove, { signal });
    element.addEventListener("pointerup", onUp, { signal });
    element.addEventListener("pointercancel", onCancel, { signal });
    return () => end.abort();
  }, [target]);
}

function isForward(element: HTMLElement, x: number) {
  return getComputedStyle(element).direction === "rtl" ? x < 0 : x > 0;
}
