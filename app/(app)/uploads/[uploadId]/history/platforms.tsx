import { useTranslations } from "next-intl";
import { Bars } from "@/app/_ui/bars";
import { PlatformMark } from "@/app/_ui/platform-mark";
import { platforms } from "@/lib/exports";
import type { Upload } from "@/lib/uploads";

/** How much of the person's newest list of each platform is found, most first. Nothing while there is one platform. */
export function Platforms({ uploads }: { uploads: Upload[] }) {
  const t = useTranslations("history.platforms");
  const newest = new Map<string, Upload>();
  for (const upload of uploads) {
    const known = newest.get(upload.platform);
    if (!known || known.createdAt < upload.createdAt) newest.set(upload.platform, upload);
  }
  if (newest.size < 2) return null;
  const bars = [...newest].map(([id, { found, total }]) => ({
    id,
    name: (
      <span className="flex items-center gap-2">
        <PlatformMark id={id} className="size-5" />
        {platforms.find((platform) => platform.id === id)?.name ?? id}
      </span>
    ),
    count: found,
    part: total > 0 ? found / total : 0,
    isFound: true,
  }));
  return <Bars title={t("title")} note={t("note")} bars={bars.sort((a, b) => b.part - a.part)} />;
}
