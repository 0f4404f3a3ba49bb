import { getFormatter, getTranslations } from "next-intl/server";
import { findApp } from "@/lib/apps";
import type { BatchView } from "@/lib/follows";

/** What a batch is about, in words: how many, and where. */
export async function batchTitle(batch: BatchView): Promise<string> {
  const t = await getTranslations("follows");
  const { kind, apps, listName } = batch;
  const count = Object.values(batch.counts).reduce((a, b) => a + b, 0);
  if (kind === "list") return t("listBatch", { count, list: listName ?? "" });
  if (kind === "starter_pack") return t("packBatch", { count, list: listName ?? "" });
  return t(apps.length > 1 ? "appsBatch" : "batch", { count, app: await appNames(batch) });
}

/** The apps that a batch follows in, as a list in words. */
export async function appNames({ apps }: BatchView): Promise<string> {
  const format = await getFormatter();
  return format.list(apps.map((id) => findApp(id)?.name ?? id));
}
