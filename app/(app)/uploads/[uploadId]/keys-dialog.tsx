"use client";

import { useTranslations } from "next-intl";
import { Dialog } from "@/app/_ui/dialog";
import { keys } from "./use-keys";

/** Which key does what. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("review.keys");
  const names: Record<string, string> = {
    ArrowDown: "↓",
    ArrowUp: "↑",
    Enter: t("enter"),
    Delete: t("delete"),
    "Control+z": `${t("control")} z`,
  };
  return (
    <Dialog title={t("title")} onClose={onClose}>
      <p className="mb-4 text-ink-soft">{t("text")}</p>
      <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-5 gap-y-2">
        {Object.entries(keys).map(([command, ways]) => (
          <div key={command} className="contents">
            <dt className="flex gap-1.5">
              {ways.map((key) => (
                <kbd
                  key={key}
                  className="min-w-7 rounded-6 border border-edge bg-paper px-1.5 py-0.5 text-center text-13"
                >
                  {names[key] ?? key}
                </kbd>
              ))}
            </dt>
            <dd>{t(`commands.${command as keyof typeof keys}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
