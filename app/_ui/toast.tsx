"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect } from "react";

/** Something that was said in passing. `count` grows with each, so that the same words twice are two. */
export type Said = { count: number; text: string; isTrouble: boolean; onUndo?: () => void };

const GONE_AFTER_MS = 8_000;

/** Says what has just happened, and how to take it back, over the end of the page; read out as well. */
export function Toast({ said, onGone }: { said: Said | null; onGone: () => void }) {
  const t = useTranslations("common");
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(onGone, GONE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [said, onGone]);

  return (
    <div
      role={said?.isTrouble ? "alert" : "status"}
      className="pointer-events-none fixed inset-x-0 bottom-28 z-20 flex justify-center px-4 sm:bottom-24"
    >
      {said && (
        <div className="pointer-events-auto flex max-w-full items-center gap-4 rounded-12 bg-ink py-2 ps-4 pe-2 text-paper shadow-float">
          <span className="min-w-0">{said.text}</span>
          {said.onUndo && (
            <button
              type="button"
              className="min-h-8 shrink-0 font-semibold underline"
              onClick={() => {
                said.onUndo?.();
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
      )}
    </div>
  );
}
