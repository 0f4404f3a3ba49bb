import type { Metadata } from "next";
import { cookies } from "next/headers";
import { getFormatter, getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { Avatar } from "@/app/_ui/avatar";
import { Button } from "@/app/_ui/button";
import { requireUser, sessionCookie } from "@/lib/auth";
import { getOwnViewUse } from "@/lib/closer-look";
import { listSessions } from "@/lib/users";
import { signOutEverywhereAction } from "../actions";
import { Destinations } from "./destinations";
import { Keeping } from "./keeping";
import { Messages } from "./messages";
import { OwnData } from "./own-data";
import { OwnView } from "./own-view";
import { PreferencesForm } from "./preferences";
import { Sharing } from "./sharing";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("title") };
}

export default async function SettingsPage({
  searchParams,
}: {
  searchParams: Promise<{ leave?: string }>;
}) {
  const user = await requireUser();
  const token = (await cookies()).get(sessionCookie().name)?.value ?? "";
  const [t, preferences, format, sessions, ownView] = await Promise.all([
    getTranslations("settings"),
    getTranslations("preferences"),
    getFormatter(),
    listSessions(user.did, token),
    getOwnViewUse(user.did),
  ]);
  return (
    <div className="max-w-[44rem] space-y-10">
      <h1 className="text-28">{t("title")}</h1>
      <section className="space-y-3">
        <h2 className="text-17">{t("account")}</h2>
        <div className="flex items-center gap-3">
          <Avatar src={user.avatarUrl} name={user.displayName ?? user.handle} size={56} />
          <div className="min-w-0">
            <p className="truncate text-17" dir="auto">
              {user.displayName ?? user.handle}
            </p>
            <p className="truncate text-ink-soft" dir="auto">
              @{user.handle}
            </p>
            <p className="truncate text-13 text-ink-faint" dir="auto">
              {user.did}
            </p>
          </div>
        </div>
      </section>
      <section className="space-y-3">
        <h2 className="text-17">{preferences("title")}</h2>
        <PreferencesForm theme={user.theme} motion={user.motion} language={user.language} />
      </section>
      <Destinations user={user} />
      <section className="space-y-3">
        <h2 className="text-17">{preferences("keeping.title")}</h2>
        <Keeping keepsLists={user.keepsLists} />
      </section>
      <section id="own-view" className="space-y-3">
        <h2 className="text-17">{preferences("ownView.title")}</h2>
        <OwnView use={ownView} wasRefused={(await searchParams).leave === "refused"} />
      </section>
      <Messages user={user.did} />
      <Sharing user={user.did} />
      <section className="space-y-3">
        <h2 className="text-17">{t("browsers")}</h2>
        <ul className="divide-y divide-line border-line border-y">
          {sessions.map(({ id, fingerprint, createdAt, isThis }) => (
            <li key={id} className="flex flex-wrap gap-x-3 py-3">
              <span>{fingerprint || t("unknownBrowser")}</span>
              {isThis && <span className="text-found">{t("thisBrowser")}</span>}
              <span className="ms-auto text-13 text-ink-soft">
                {t("since", { date: format.dateTime(createdAt, { dateStyle: "medium" }) })}
              </span>
            </li>
          ))}
        </ul>
        <ActionForm action={signOutEverywhereAction} className="space-y-2">
          <p className="text-ink-soft">{t("everywhereText")}</p>
          <Button look="danger" type="submit">
            {t("everywhere")}
          </Button>
        </ActionForm>
      </section>
      <OwnData user={user.did} handle={user.handle} />
    </div>
  );
}
