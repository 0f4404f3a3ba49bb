"use client";

import { EllipsisVertical } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useId, useRef, useState, useTransition } from "react";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import { fails } from "@/app/_ui/fails";
import { later } from "@/app/_ui/later";
import { Notice } from "@/app/_ui/notice";
import { checkAgainAction, deleteUploadAction, renameUploadAction } from "./actions";

const DownloadDialog = later(async () => (await import("./download-dialog")).DownloadDialog);

/** What else can be done with a list: rename it, see its history, check it again, download it, delete it. */
export function UploadMenu({
  id,
  name,
  total,
  notFound,
}: {
  id: string;
  name: string;
  total: number;
  notFound: number;
}) {
  const t = useTranslations("home");
  const history = useTranslations("history");
  const menu = useRef<HTMLDivElement>(null);
  const menuId = useId();
  const [open, setOpen] = useState<"rename" | "download" | "delete" | null>(null);
  const [, startTransition] = useTransition();
  const [hasFailed, setHasFailed] = useState(false);

  function choose(next: typeof open) {
    menu.current?.hidePopover();
    setOpen(next);
  }

  function checkAgain() {
    menu.current?.hidePopover();
    startTransition(async () => setHasFailed(await fails(checkAgainAction(id))));
  }

  const item = "quick block w-full rounded-6 px-3 py-2 text-start hover:bg-sunken";
  return (
    <div className="relative">
      <button
        type="button"
        popoverTarget={menuId}
        aria-label={t("more", { list: name })}
        className="quick grid size-10 place-items-center rounded-6 text-ink-soft hover:bg-sunken"
      >
        <EllipsisVertical aria-hidden className="size-5" />
      </button>
      <div
        ref={menu}
        id={menuId}
        popover="auto"
        className="drop-menu m-0 min-w-48 rounded-12 bg-raised p-2 text-ink shadow-float"
      >
        <button type="button" className={item} onClick={() => choose("rename")}>
          {t("rename")}
        </button>
        <Link href={`/uploads/${id}/history`} className={`${item} text-ink no-underline`}>
          {history("open")}
        </Link>
        {notFound > 0 && (
          <button type="button" className={item} onClick={checkAgain}>
            {t("checkAgain", { count: notFound })}
          </button>
        )}
        <button type="button" className={item} onClick={() => choose("download")}>
          {t("download.open")}
        </button>
        <button type="button" className={`${item} text-trouble`} onClick={() => choose("delete")}>
          {t("delete")}
        </button>
      </div>
      {hasFailed && (
        <Dialog title={t("checkAgain", { count: notFound })} onClose={() => setHasFailed(false)}>
          <Failed />
        </Dialog>
      )}
      {open === "rename" && <RenameDialog id={id} name={name} onClose={() => setOpen(null)} />}
      {open === "download" && <DownloadDialog id={id} name={name} onClose={() => setOpen(null)} />}
      {open === "delete" && (
        <DeleteDialog id={id} name={name} total={total} onClose={() => setOpen(null)} />
      )}
    </div>
  );
}

function RenameDialog({ id, name, onClose }: { id: string; name: string; onClose: () => void }) {
  const t = useTranslations("home");
  const field = useId();
  const [newName, setNewName] = useState(name);
  const [hasFailed, setHasFailed] = useState(false);
  return (
    <Dialog title={t("rename")} onClose={onClose}>
      <form
        action={async (form) => {
          if (await fails(renameUploadAction(form))) setHasFailed(true);
          else onClose();
        }}
        className="space-y-4"
      >
        {hasFailed && <Failed />}
        <input type="hidden" name="uploadId" value={id} />
        <label htmlFor={field} className="block">
          {t("newName")}
        </label>
        <input
          id={field}
          name="name"
          required
          maxLength={200}
          value={newName}
          onChange={(event) => setNewName(event.target.value)}
          className="min-h-11 w-full rounded-6 border border-edge bg-paper px-3"
        />
        <Button look="main" type="submit">
          {t("save")}
        </Button>
      </form>
    </Dialog>
  );
}

function DeleteDialog({
  id,
  name,
  total,
  onClose,
}: {
  id: string;
  name: string;
  total: number;
  onClose: () => void;
}) {
  const t = useTranslations("home");
  const common = useTranslations("common");
  const [isPending, startTransition] = useTransition();
  const [hasFailed, setHasFailed] = useState(false);
  return (
    <Dialog title={t("deleteTitle", { list: name })} onClose={onClose}>
      {hasFailed && <Failed />}
      <p className="mb-5">{t("deleteText", { count: total })}</p>
      <div className="flex flex-wrap gap-3">
        <Button
          look="danger"
          disabled={isPending}
          onClick={() =>
            startTransition(async () => {
              if (await fails(deleteUploadAction(id))) setHasFailed(true);
              else onClose();
            })
          }
        >
          {t("deleteNow", { count: total })}
        </Button>
        <Button onClick={onClose}>{common("cancel")}</Button>
      </div>
    </Dialog>
  );
}

function Failed() {
  const t = useTranslations("review");
  return (
    <Notice kind="trouble" live>
      {t("failed")}
    </Notice>
  );
}
