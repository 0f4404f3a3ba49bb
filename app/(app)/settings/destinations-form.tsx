"use client";

import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { PlatformMark } from "@/app/_ui/platform-mark";
import { saveDestinationsAction } from "./destinations-action";

type Named = { id: string; name: string };
type Row = Named & { chosen: string[]; isUsed: boolean };

/** A tick for each platform and app. What is ticked holds at once. */
export function DestinationsForm({ apps, rows }: { apps: Named[]; rows: Row[] }) {
  const t = useTranslations("preferences");
  const [chosen, setChosen] = useState(
    () => new Map(rows.map((row) => [row.id, row.chosen])) as ReadonlyMap<string, string[]>,
  );
  const [outcome, setOutcome] = useState<"saved" | "failed">();
  const [isSaving, startTransition] = useTransition();
  const used = rows.filter(({ isUsed }) => isUsed);
  const others = rows.filter(({ isUsed }) => !isUsed);

  function choose(platform: string, app: string, isChosen: boolean) {
    const before = chosen.get(platform) ?? [];
    const wanted = isChosen ? [...before, app] : before.filter((id) => id !== app);
    setChosen(new Map(chosen).set(platform, wanted));
    startTransition(async () => {
      const kept = await saveDestinationsAction(platform, wanted).catch(() => null);
      // What was chosen since then stands, until its own answer comes.
      setChosen((now) =>
        now.get(platform) === wanted ? new Map(now).set(platform, kept ?? before) : now,
      );
      setOutcome(kept ? "saved" : "failed");
    });
  }

  const table = (some: Row[]) => (
    <table className="w-full">
      <thead className="text-13 text-ink-soft">
        <tr>
          <th scope="col" className="text-start font-normal">
            {t("destinations.platform")}
          </th>
          {apps.map(({ id, name }) => (
            <th key={id} scope="col" className="px-1 font-normal">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {some.map((row) => (
          <tr key={row.id} className="border-line border-t">
            <th scope="row" className="font-normal">
              <span className="flex items-center gap-2">
                <PlatformMark id={row.id} className="size-5" />
                {row.name}
              </span>
            </th>
            {apps.map((app) => (
              <td key={app.id}>
                <label className="grid min-h-11 place-items-center">
                  <span className="only-read">
                    {t("destinations.follow", { platform: row.name, app: app.name })}
                  </span>
                  <input
                    type="checkbox"
                    checked={chosen.get(row.id)?.includes(app.id) ?? false}
                    onChange={(event) => choose(row.id, app.id, event.target.checked)}
                    className="size-5 accent-accent"
                  />
                </label>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );

  return (
    <div className="space-y-3">
      {used.length > 0 && table(used)}
      <details open={used.length === 0}>
        <summary className="cursor-pointer text-accent">{t("destinations.others")}</summary>
        {table(others)}
      </details>
      <p role="status" className={outcome === "failed" ? "text-trouble" : "text-found"}>
        {outcome && !isSaving && t(outcome)}
      </p>
    </div>
  );
}
