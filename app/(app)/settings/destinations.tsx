import { getFormatter, getTranslations } from "next-intl/server";
import { apps, groupByCollection } from "@/lib/apps";
import type { CurrentUser } from "@/lib/auth";
import { platforms } from "@/lib/exports";
import { listUploads } from "@/lib/uploads";
import { destinationsFor } from "@/lib/users";
import { DestinationsForm } from "./destinations-form";

/** In which apps the person follows people of each platform; those that they have lists of come first. */
export async function Destinations({ user }: { user: CurrentUser }) {
  const [t, format, uploads] = await Promise.all([
    getTranslations("preferences.destinations"),
    getFormatter(),
    listUploads(user.did),
  ]);
  const groups = groupByCollection(apps);
  const [[usual, ...sharing]] = groups as [(typeof groups)[number]];
  const rows = platforms.map(({ id, name }) => ({
    id,
    name,
    chosen: destinationsFor(user.destinations, id),
    isUsed: uploads.some(({ platform }) => platform === id),
  }));
  return (
    <section className="space-y-3">
      <h2 className="text-17">{t("title")}</h2>
      <p className="text-ink-soft">{t("text", { app: usual.name })}</p>
      <p className="text-13 text-ink-soft">
        {t("shared", { app: usual.name, apps: format.list(sharing.map(({ name }) => name)) })}
      </p>
      <DestinationsForm apps={groups.map(([{ id, name }]) => ({ id, name }))} rows={rows} />
    </section>
  );
}
