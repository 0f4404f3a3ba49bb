import { getFormatter, getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { PlatformMark } from "@/app/_ui/platform-mark";
import { Guide } from "@/app/guides/guide";
import { platforms } from "@/lib/exports";
import type { AwaitedList } from "@/lib/uploads";
import { setAwaitedAction } from "./actions";

const fromFiles = platforms.filter(({ id }) => id !== "generic" && id !== "bluesky");

/** Where a person followed people: what they choose, and for each choice how to get the list from there. */
export async function AwaitedLists({ awaited }: { awaited: AwaitedList[] }) {
  const chosen = new Set(awaited.map(({ platform }) => platform));
  return (
    <div className="space-y-4">
      <ActionForm action={setAwaitedAction} className="flex flex-wrap gap-2">
        {fromFiles.map(({ id, name }) => (
          <button
            key={id}
            type="submit"
            name={chosen.has(id) ? "notAwaited" : "awaited"}
            value={id}
            aria-pressed={chosen.has(id)}
            className="quick flex min-h-10 items-center gap-2 rounded-full border border-edge bg-raised px-3.5 hover:bg-sunken aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:font-semibold"
          >
            <PlatformMark id={id} className="size-5" />
            {name}
          </button>
        ))}
      </ActionForm>
      {awaited.length > 0 && <AwaitedGuides awaited={awaited} />}
    </div>
  );
}

async function AwaitedGuides({ awaited }: { awaited: AwaitedList[] }) {
  const [t, format] = await Promise.all([getTranslations("start"), getFormatter()]);
  return (
    <ul className="space-y-2">
      {awaited.map(({ platform, since }) => (
        <li key={platform}>
          <details className="rounded-12 border border-line bg-raised">
            <summary className="px-5 py-4">
              <span className="font-semibold">{nameOf(platform)}</span>{" "}
              <span className="text-13 text-ink-soft">
                {t("since", { date: format.dateTime(since, { dateStyle: "medium" }) })}
              </span>
            </summary>
            <div className="px-5 pb-5">
              <Guide platform={platform} />
            </div>
          </details>
        </li>
      ))}
    </ul>
  );
}

function nameOf(platform: AwaitedList["platform"]) {
  return platforms.find(({ id }) => id === platform)?.name ?? platform;
}
