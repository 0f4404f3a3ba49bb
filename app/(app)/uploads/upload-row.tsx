import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { PlatformMark } from "@/app/_ui/platform-mark";
import { Shares } from "@/app/_ui/shares";
import type { Upload } from "@/lib/uploads";
import { UploadMenu } from "./upload-menu";

/** One list of the person's: how much of it is found, and what can be done with it. */
export function UploadRow({ upload, newCount }: { upload: Upload; newCount: number }) {
  const t = useTranslations("home");
  const history = useTranslations("history");
  const format = useFormatter();
  const { id, name, platform, createdAt, total, found, notFound, notChecked, matching } = upload;
  const facts = [
    t("of", { count: total }),
    t("found", { count: found }),
    t("notFound", { count: notFound }),
    ...(notChecked > 0 ? [t("notChecked", { count: notChecked })] : []),
  ];
  return (
    <li className="flex items-center gap-4 py-4">
      <PlatformMark id={platform} className="size-9" />
      <div className="min-w-0 grow space-y-1.5">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <Link
            href={`/uploads/${id}`}
            dir="auto"
            className="min-w-0 truncate text-17 font-semibold text-ink"
          >
            {name}
          </Link>
          <time dateTime={createdAt.toISOString()} className="text-13 text-ink-faint">
            {format.dateTime(createdAt, { dateStyle: "medium" })}
          </time>
          {newCount > 0 && (
            <span className="text-13 text-new">{history("newSince", { count: newCount })}</span>
          )}
          {matching.state === "paused" && <span className="text-13 text-new">{t("paused")}</span>}
          {(matching.state === "running" || matching.state === "waiting") && (
            <span className="text-13 text-accent">{t("checking")}</span>
          )}
        </div>
        <Shares found={found} notFound={notFound} total={total} />
        <p className="text-13 text-ink-soft">{facts.join(" · ")}</p>
      </div>
      <UploadMenu id={id} name={name} total={total} notFound={notFound} />
    </li>
  );
}
