import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { requireAdmin } from "@/lib/auth";
import { listOptOuts } from "@/lib/opt-outs";
import { Older } from "../older";
import { Submit } from "../submit";
import { Table } from "../table";
import { When } from "../when";
import { optInAction } from "./actions";
import { NewOptOut } from "./form";

const Query = z.object({ before: z.coerce.date().optional().catch(undefined) });

/** Who does not want to be found. */
export default async function OptOutsPage({ searchParams }: PageProps<"/admin/opt-outs">) {
  await requireAdmin();
  const { before } = Query.parse(await searchParams);
  const [t, optOuts] = await Promise.all([getTranslations("admin.opt-outs"), listOptOuts(before)]);
  return (
    <>
      <h1 className="text-28">{t("title")}</h1>
      <p className="max-w-[44rem] text-ink-soft">{t("text")}</p>
      <NewOptOut />
      <Table
        title={t("title")}
        empty={t("empty")}
        rows={optOuts}
        keyOf={({ did }) => did}
        columns={[
          { name: t("did"), cell: ({ did }) => did },
          { name: t("since"), cell: ({ since }) => <When at={since} /> },
          { name: t("by"), cell: ({ by }) => t(`bys.${by}`) },
          {
            name: t("act"),
            cell: ({ did }) => (
              <form action={optInAction}>
                <input type="hidden" name="did" value={did} />
                <Submit aria-label={t("undoOf", { did })}>{t("undo")}</Submit>
              </form>
            ),
          },
        ]}
      />
      <Older rows={optOuts} before={({ since }) => since.toISOString()} />
    </>
  );
}
