import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { listActions } from "@/lib/admin";
import { requireAdmin } from "@/lib/auth";
import { Older } from "../older";
import { Table } from "../table";
import { When } from "../when";

const Query = z.object({ before: z.coerce.bigint().optional().catch(undefined) });

/** What operators did. */
export default async function LogPage({ searchParams }: PageProps<"/admin/log">) {
  await requireAdmin();
  const { before } = Query.parse(await searchParams);
  const [t, actions] = await Promise.all([getTranslations("admin.log"), listActions(before)]);
  return (
    <>
      <h1 className="text-28">{t("title")}</h1>
      <Table
        title={t("title")}
        empty={t("empty")}
        rows={actions}
        keyOf={({ id }) => String(id)}
        columns={[
          { name: t("at"), cell: ({ at }) => <When at={at} /> },
          { name: t("who"), cell: ({ adminDid }) => adminDid },
          { name: t("action"), cell: ({ action }) => t(`actions.${action as "run-job"}`) },
          { name: t("target"), cell: ({ target }) => target },
        ]}
      />
      <Older rows={actions} before={({ id }) => String(id)} />
    </>
  );
}
