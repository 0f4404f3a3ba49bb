import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { Notice } from "@/app/_ui/notice";
import { listUrl, starterPackUrl } from "@/lib/apps";
import { requireUser } from "@/lib/auth";
import { type BatchView, getBatch, listBatchWrites } from "@/lib/follows";
import { appNames, batchTitle } from "../batch-title";
import { BatchPanel } from "./batch-panel";
import { People } from "./people";
import { PEOPLE_PER_PAGE, personView } from "./view";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("follows"))("title") };
}

export default async function BatchPage({ params, searchParams }: PageProps<"/follows/[batchId]">) {
  const user = await requireUser();
  const id = z.uuid().safeParse((await params).batchId);
  const batch = id.success ? await getBatch(user.did, id.data) : null;
  if (!batch || batch.status === "planned") notFound();

  const [t, writes] = await Promise.all([
    getTranslations("follows"),
    listBatchWrites(user.did, batch.id, { take: PEOPLE_PER_PAGE }),
  ]);
  const page = pageOf(user.did, batch);
  const isRefused = (await searchParams).leave === "refused";
  return (
    <div className="space-y-6">
      <div>
        <p className="text-13">
          <Link href="/follows">{t("title")}</Link>
        </p>
        <h1 className="text-28">{await batchTitle(batch)}</h1>
        <p className="text-ink-soft">
          {batch.uploadId && batch.uploadName ? (
            <Link href={`/uploads/${batch.uploadId}`}>{t("from", { list: batch.uploadName })}</Link>
          ) : (
            t("deletedList")
          )}
        </p>
        {page && batch.status === "done" && (
          <p>
            <a href={page} target="_blank" rel="noreferrer">
              {t("openList")}
            </a>
          </p>
        )}
      </div>
      {isRefused && <Notice live>{t("leave.refused")}</Notice>}
      <BatchPanel first={batch} app={await appNames(batch)} />
      <People
        batchId={batch.id}
        appId={batch.apps[0] ?? "bluesky"}
        first={writes.map(personView)}
      />
    </div>
  );
}

/** Where the list, or the starter pack, is to be seen that a batch fills. */
function pageOf(did: string, { listRkey, packRkey }: BatchView) {
  if (packRkey) return starterPackUrl(did, packRkey);
  return listRkey && listUrl(did, listRkey);
}
