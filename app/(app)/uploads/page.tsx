import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { BringList } from "@/app/_import/bring-list";
import { requireUser } from "@/lib/auth";
import { platforms } from "@/lib/exports";
import { countNew } from "@/lib/history";
import { NAMES_PER_PART } from "@/lib/imports";
import { listAwaited, listUploads } from "@/lib/uploads";
import { AwaitedLists } from "./awaited-lists";
import { FirstSteps } from "./first-steps";
import { UploadRow } from "./upload-row";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("home"))("title") };
}

export default async function UploadsPage() {
  const user = await requireUser();
  const [t, bring, start, preferences, uploads, awaited, news] = await Promise.all([
    getTranslations("home"),
    getTranslations("bring"),
    getTranslations("start"),
    getTranslations("preferences"),
    listUploads(user.did),
    listAwaited(user.did),
    countNew(user.did),
  ]);
  const note = !user.keepsLists && (
    <p className="text-13 text-ink-soft">
      {preferences.rich("keeping.note", {
        link: (chunks) => <Link href="/settings">{chunks}</Link>,
      })}
    </p>
  );
  const bringList = (
    <BringList
      platforms={platforms.map(({ id, name }) => ({ id, name }))}
      namesPerPart={NAMES_PER_PART}
    />
  );
  if (uploads.length === 0) {
    return (
      <>
        <FirstSteps awaited={awaited} bringList={bringList} />
        {note}
      </>
    );
  }
  return (
    <div className="space-y-10">
      <section className="space-y-4">
        <div className="flex flex-wrap items-baseline justify-between gap-3">
          <h1 className="text-28">{bring("title")}</h1>
          <Link href="/guides">{bring("guides")}</Link>
        </div>
        {bringList}
        {note}
      </section>
      <section className="space-y-3">
        <h2 className="text-21">{t("title")}</h2>
        <ul className="divide-y divide-line border-line border-y">
          {uploads.map((upload) => (
            <UploadRow key={upload.id} upload={upload} newCount={news.get(upload.id) ?? 0} />
          ))}
        </ul>
      </section>
      <section className="space-y-4">
        <h2 className="text-21">{start("elsewhere")}</h2>
        <AwaitedLists awaited={awaited} />
      </section>
    </div>
  );
}
