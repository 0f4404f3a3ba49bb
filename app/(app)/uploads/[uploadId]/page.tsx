import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { after } from "next/server";
import { getFormatter, getTranslations } from "next-intl/server";
import { z } from "zod";
import { Notice } from "@/app/_ui/notice";
import { PlatformMark } from "@/app/_ui/platform-mark";
import { apps, findApp } from "@/lib/apps";
import { requireUser } from "@/lib/auth";
import { platforms } from "@/lib/exports";
import { syncFollowsQuietly } from "@/lib/follows";
import { getUpload, visitUpload } from "@/lib/uploads";
import { destinationsFor } from "@/lib/users";
import { UploadMenu } from "../upload-menu";
import { readAddress } from "./address";
import { getArrangement } from "./get-arrangement";
import { getProgress } from "./get-progress";
import { Review } from "./review";

type Props = PageProps<"/uploads/[uploadId]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const user = await requireUser();
  const id = z.uuid().safeParse((await params).uploadId);
  const upload = id.success ? await getUpload(user.did, id.data) : null;
  return { title: upload?.name };
}

export default async function UploadPage({ params, searchParams }: Props) {
  const user = await requireUser();
  const id = z.uuid().safeParse((await params).uploadId);
  const search = await searchParams;
  const query = Object.entries(search).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value]] : [],
  );
  const view = readAddress(new URLSearchParams(query));
  // Before the rows are read: what was found since the visit before this one is new.
  if (id.success) await visitUpload(user.did, id.data);
  const progress = id.success ? await getProgress(user.did, id.data, view) : null;
  if (!progress) notFound();

  const { upload } = progress;
  const [t, home, leave, format, arrangement] = await Promise.all([
    getTranslations("shell"),
    getTranslations("home"),
    getTranslations("follows.leave"),
    getFormatter(),
    getArrangement(user.did, upload.id, view),
  ]);
  const app = findApp(upload.app);
  if (app) after(() => syncFollowsQuietly(user.did, app));
  const platform = platforms.find(({ id }) => id === upload.platform);

  return (
    <div className="space-y-6">
      <div>
        <p className="text-13">
          <Link href="/uploads">{t("lists")}</Link>
        </p>
        <div className="flex items-center gap-3">
          <PlatformMark id={upload.platform} className="size-8" />
          <h1 className="min-w-0 grow truncate text-28" dir="auto">
            {upload.name}
          </h1>
          <UploadMenu
            id={upload.id}
            name={upload.name}
            total={upload.total}
            notFound={upload.notFound}
          />
        </div>
        <p className="text-ink-soft">
          {home("of", { count: upload.total })} ·{" "}
          {format.dateTime(upload.createdAt, { dateStyle: "medium" })}
        </p>
      </div>
      {search.leave === "refused" && <Notice live>{leave("refused")}</Notice>}
      <Review
        key={`${upload.id} ${upload.app}`}
        first={{ progress, arrangement }}
        platform={platform?.name ?? upload.platform}
        apps={apps.map(({ id, name, collection }) => ({ id, name, collection }))}
        destinations={destinationsFor(user.destinations, upload.platform)}
      />
    </div>
  );
}
