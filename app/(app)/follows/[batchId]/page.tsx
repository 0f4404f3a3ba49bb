import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { z } from "zod";
import { findApp } from "@/lib/apps";
import { requireUser } from "@/lib/auth";
import { getBatch, listBatchWrites } from "@/lib/follows";
import { BatchPanel } from "./batch-panel";
import { People } from "./people";
import { PEOPLE_PER_PAGE, personView } from "./view";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("follows"))("title") };
}

export default async function BatchPage({ params }: PageProps<"/follows/[batchId]">) {
  const user = await requireUser();
  const id = z.uuid().safeParse((await params).batchId);
  const batch = id.success ? await getBatch(user.did, id.data) : null;
  if (!batch || batch.status === "planned") notFound();

  const [t, format, writes] = await Promise.all([
    getTranslations("follows"),
    getFormatter(),
    listBatchWrites(user.did, batch.id, { take: PEOPLE_PER_PAGE }),
  ]);
  const app = format.list(batch.apps.map((id) => findApp(id)?.name ?? id));
  const total = Object.values(batch.counts).reduce((a, b) => a + b, 0);
  return (
    <div className="space-y-6">
      <div>
        <p className="text-13">
          <Link href="/follows">{t("title")}</Link>
        </p>
        <h1 className="text-28">{t("batch", { count: total, app })}</h1>
        <p className="text-ink-soft">
          {batch.uploadId && batch.uploadName ? (
            <Link href={`/uploads/${batch.uploadId}`}>{t("from", { list: batch.uploadName })}</Link>
          ) : (
            t("deletedList")
          )}
        </p>
      </div>
      <BatchPanel first={batch} app={app} />
      <People
        batchId={batch.id}
        appId={batch.apps[0] ?? "bluesky"}
        first={writes.map(personView)}
      />
    </div>
  );
}
