"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useId, useRef } from "react";

/** A question over the page. The browser keeps the focus inside, closes it on Escape, and gives the focus back. */
export function Dialog({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
}) {
  const t = useTranslations("common");
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);

  return (
    <dialog
      ref={dialog}
      aria-labelledby={heading}
      onClose={onClose}
      className="w-[min(34rem,calc(100vw-2rem))] rounded-12 bg-raised p-6 text-ink shadow-float"
    >
      <div className="mb-3 flex items-start justify-between gap-4">
        <h2 id={heading} className="min-w-0 text-21 wrap-anywhere">
          {title}
        </h2>
        <button
          type="button"
          className="quick -m-2 rounded-6 p-2 text-ink-soft hover:bg-sunken"
          aria-label={t("close")}
          onClick={() => dialog.current?.close()}
        >
          <X aria-hidden className="size-5" />
        </button>
      </div>
      {children}
    </dialog>
  );
}
