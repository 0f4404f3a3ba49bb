import type { Metadata } from "next";
import Link from "next/link";
import { getFormatter, getTranslations } from "next-intl/server";
import { requireUser } from "@/lib/auth";
import { listBatches } from "@/lib/follows";
import { batchTitle } from "./batch-title";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("follows"))("title") };
}

export default async function FollowsPage() {
  const user = await requireUser();
  const [t, format, batches] = await Promise.all([
    getTranslations("follows"),
    getFormatter(),
    listBatches(user.did),
  ]);
  const titles = await Promise.all(batches.map(batchTitle));
  return (
    <div className="space-y-6">
      <h1 className="text-28">{t("title")}</h1>
      {batches.length === 0 ? (
        <p className="text-ink-soft">{t("empty")}</p>
      ) : (
        <ul className="divide-y divide-line border-line border-y">
          {batches.map((batch, place) => (
            <li key={batch.id} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-4">
              <Link href={`/follows/${batch.id}`} className="font-semibold text-ink">
                {titles[place]}
              </Link>
              <span className="text-ink-soft">
                {batch.uploadName ? t("from", { list: batch.uploadName }) : t("deletedList")}
              </span>
              <span className="ms-auto text-13 text-ink-soft">{t(`status.${batch.status}`)}</span>
              <time dateTime={batch.createdAt.toISOString()} className="text-13 text-ink-faint">
                {format.dateTime(batch.createdAt, { dateStyle: "medium", timeStyle: "short" })}
              </time>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
