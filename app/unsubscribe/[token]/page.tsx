import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Foot } from "@/app/_ui/foot";
import { TopBar } from "@/app/_ui/top-bar";
import { StopForm } from "./stop-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("arrivals.unsubscribe"))("title"), robots: "noindex" };
}

/**
 * Where the link at the end of a message leads: one click stops the messages, without a sign-in. Opening the page alone
 * changes nothing, since previews of links open them too.
 */
export default async function UnsubscribePage({ params }: PageProps<"/unsubscribe/[token]">) {
  const { token } = await params;
  const t = await getTranslations("arrivals.unsubscribe");
  return (
    <>
      <TopBar />
      <main id="content" className="page max-w-[44rem] space-y-6 py-8">
        <h1 className="text-28">{t("title")}</h1>
        <p>{t("text")}</p>
        <StopForm token={token} />
      </main>
      <Foot />
    </>
  );
}
