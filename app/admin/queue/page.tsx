import { getFormatter, getTranslations } from "next-intl/server";
import { countQueue, listTroubles } from "@/lib/admin";
import { requireAdmin } from "@/lib/auth";
import { retryFailedAction } from "../actions";
import { Refresh } from "../refresh";
import { Submit } from "../submit";
import { Table } from "../table";
import { When } from "../when";

/** The notification queue: how much is in it, what goes wrong, and another try for what failed. */
export default async function QueuePage() {
  await requireAdmin();
  const [t, format, counts, troubles] = await Promise.all([
    getTranslations("admin.queue"),
    getFormatter(),
    countQueue(),
    listTroubles(),
  ]);
  return (
    <>
      <Refresh />
      <h1 className="text-28">{t("title")}</h1>
      <Table
        title={t("title")}
        empty={t("empty")}
        rows={counts}
        keyOf={({ channel, status }) => `${channel} ${status}`}
        columns={[
          { name: t("channel"), cell: ({ channel }) => t(`channels.${channel}`) },
          { name: t("status"), cell: ({ status }) => t(`statuses.${status}`) },
          { name: t("count"), isNumber: true, cell: ({ count }) => format.number(count) },
          { name: t("oldest"), cell: ({ oldest }) => <When at={oldest} /> },
        ]}
      />
      <section className="space-y-3">
        <h2 className="text-21">{t("troubles")}</h2>
        <Table
          title={t("troubles")}
          empty={t("noTroubles")}
          rows={troubles}
          keyOf={({ channel, status, error }) => `${channel} ${status} ${error}`}
          columns={[
            { name: t("channel"), cell: ({ channel }) => t(`channels.${channel}`) },
            { name: t("error"), cell: ({ error }) => error },
            { name: t("status"), cell: ({ status }) => t(`statuses.${status}`) },
            { name: t("count"), isNumber: true, cell: ({ count }) => format.number(count) },
            { name: t("attempts"), isNumber: true, cell: ({ attempts }) => attempts },
            {
              name: t("lastAttempt"),
              cell: ({ lastAttempt }) => lastAttempt && <When at={lastAttempt} />,
            },
            {
              name: t("act"),
              cell: ({ channel, status, error, count }) =>
                status === "failed" && (
                  <form action={retryFailedAction}>
                    <input type="hidden" name="channel" value={channel} />
                    <input type="hidden" name="error" value={error} />
                    <Submit>{t("retry", { count })}</Submit>
                  </form>
                ),
            },
          ]}
        />
      </section>
    </>
  );
}
