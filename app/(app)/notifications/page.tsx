import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { Button } from "@/app/_ui/button";
import { ButtonLink } from "@/app/_ui/button-link";
import { findApp } from "@/lib/apps";
import { countUnread, listArrivals } from "@/lib/arrivals";
import { requireUser } from "@/lib/auth";
import { getMessageSettings } from "@/lib/notifications";
import { markAllReadAction } from "./actions";
import { ArrivalRow } from "./arrival-row";
import { arrivalView } from "./view";

const PAGE = 50;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("arrivals"))("title") };
}

/** Who turned up on the network after the person had looked for them. */
export default async function NotificationsPage({ searchParams }: PageProps<"/notifications">) {
  const user = await requireUser();
  const { after } = await searchParams;
  const cursor = typeof after === "string" && /^\d+\.\d+$/.test(after) ? after : undefined;
  const [t, { arrivals, next }, unread, messages] = await Promise.all([
    getTranslations("arrivals"),
    listArrivals(user.did, { after: cursor, take: PAGE }),
    countUnread(user.did),
    getMessageSettings(user.did),
  ]);
  const markRead = markAllReadAction.bind(null, new Date());
  return (
    <div className="max-w-[52rem] space-y-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-28">{t("title")}</h1>
        {unread > 0 && (
          <ActionForm action={markRead}>
            <Button type="submit">{t("markAllRead", { count: unread })}</Button>
          </ActionForm>
        )}
      </div>
      {arrivals.length === 0 ? (
        <div className="space-y-2 text-ink-soft">
          <p>{t(cursor ? "noMore" : "empty")}</p>
          {!cursor && <p>{t("emptyHint")}</p>}
        </div>
      ) : (
        <ul className="divide-y divide-line border-line border-y">
          {arrivals.map((arrival) => (
            <li key={String(arrival.matchId)}>
              <ArrivalRow
                arrival={arrivalView(arrival)}
                appName={findApp(arrival.app)?.name ?? arrival.app}
                profileUrl={findApp(arrival.app)?.profileUrl(arrival) ?? ""}
              />
            </li>
          ))}
        </ul>
      )}
      {next && (
        <ButtonLink look="plain" href={`/notifications?after=${next}`}>
          {t("older")}
        </ButtonLink>
      )}
      {messages?.frequency === "off" && (
        <p className="text-ink-soft">
          {t.rich("settings", {
            link: (text) => <Link href="/settings#messages">{text}</Link>,
          })}
        </p>
      )}
    </div>
  );
}
