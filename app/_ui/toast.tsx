"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";

/** Something that was said in passing. `count` grows with each, so that the same words twice are two. */
export type Said = { count: number; text: string; isTrouble: boolean; onUndo?: () => void };

/** What can be taken back stays for longer: it has to be read, decided about and reached. */
const GONE_AFTER_MS = { said: 8_000, undoable: 20_000 };

/**
 * Says what has just happened, and how to take it back, over the end of the page; read out as well. What went wrong stays
 * until it is closed, and so does whatever the pointer or the focus is on.
 */
export function Toast({ said, onGone }: { said: Said | null; onGone: () => void }) {
  return (
    <div
      role={said?.isTrouble ? "alert" : "status"}
      className="pointer-events-none fixed inset-x-0 bottom-28 z-20 flex justify-center px-4 sm:bottom-24"
    >
      {said && <Saying key={said.count} said={said} onGone={onGone} />}
    </div>
  );
}

function Saying({ said, onGone }: { said: Said; onGone: () => void }) {
  const t = useTranslations("common");
  const [isHovered, setIsHovered] = useState(false);
  const [hasFocus, setHasFocus] = useState(false);
  const { text, onUndo, isTrouble } = said;
  const stays = isTrouble || isHovered || hasFocus;
  const goneAfterMs = onUndo ? GONE_AFTER_MS.undoable : GONE_AFTER_MS.said;
  useEffect(() => {
    if (stays) return;
    const timer = setTimeout(onGone, goneAfterMs);
    return () => clearTimeout(timer);
  }, [stays, goneAfterMs, onGone]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only waits while somebody is on it, and does nothing
    <div
      className="pointer-events-auto flex max-w-full items-center gap-4 rounded-12 bg-ink py-2 ps-4 pe-2 text-paper shadow-float"
      onPointerEnter={() => setIsHovered(true)}
      onPointerLeave={() => setIsHovered(false)}
      onFocus={() => setHasFocus(true)}
      onBlur={() => setHasFocus(false)}
    >
      <span className="min-w-0">{text}</span>
      {onUndo && (
        <button
          type="button"
          className="min-h-8 shrink-0 font-semibold underline"
          onClick={() => {
            onUndo();
            onGone();
          }}
        >
          {t("undo")}
        </button>
      )}
      <button
        type="button"
        aria-label={t("close")}
        className="grid size-8 shrink-0 place-items-center"
        onClick={onGone}
      >
        <X aria-hidden className="size-4" />
      </button>
    </div>
  );
}
