"use client";

import { fromEvent } from "file-selector";
import { FileUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { type DragEvent, useId, useRef, useState } from "react";
import type { ExportFile } from "@/lib/exports";
import { Button } from "../_ui/button";

/** Where an export is dropped, or chosen. Takes files, several of them, and folders. */
export function DropZone({ onFiles }: { onFiles: (files: ExportFile[]) => void }) {
  const t = useTranslations("bring");
  const [isOver, setIsOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const hint = useId();

  async function drop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    const dropped = await fromEvent(event.nativeEvent);
    onFiles(dropped.flatMap((item) => (item instanceof File ? [nameAndBlob(item)] : [])));
  }

  return (
    <section
      aria-label={t("drop")}
      data-print="no"
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
      className={`quick flex flex-col items-center gap-3 rounded-12 border-2 border-dashed px-6 py-10 text-center ${
        isOver ? "border-accent bg-accent-soft" : "border-edge bg-raised"
      }`}
    >
      <FileUp aria-hidden className="size-8 text-accent" />
      <p className="text-17 font-semibold">{t("drop")}</p>
      <p id={hint} className="max-w-[34rem] text-ink-soft">
        {t("dropHint")}
      </p>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])].map(nameAndBlob));
          // So that the same file can be chosen again.
          event.target.value = "";
        }}
      />
      <Button look="main" aria-describedby={hint} onClick={() => input.current?.click()}>
        {t("choose")}
      </Button>
    </section>
  );
}

/** A dropped folder's files carry their path; a browser that gives none gives the name. */
function nameAndBlob(file: File & { path?: string }): ExportFile {
  const path = file.path || file.webkitRelativePath || file.name;
  return { name: path.replace(/^(\.?\/)+/, ""), blob: file };
}
