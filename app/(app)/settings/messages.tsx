import { getFormatter, getTranslations } from "next-intl/server";
import { getMessageSettings } from "@/lib/notifications";
import type { UserDid } from "@/lib/users";
import { MessagesForm } from "./messages-form";

/** Whether ATlast writes to this person when somebody arrives. Left out where the operator has set up no bot. */
export async function Messages({ user }: { user: UserDid }) {
  const settings = await getMessageSettings(user);
  if (!settings) return null;
  const [t, format] = await Promise.all([getTranslations("arrivals.messages"), getFormatter()]);
  const { bot, frequency, sentAt, problem } = settings;
  return (
    <section id="messages" className="space-y-3">
      <h2 className="text-17">{t("title")}</h2>
      <p className="text-ink-soft">{t("text", { bot })}</p>
      <MessagesForm bot={bot} frequency={frequency} problem={problem} />
      {sentAt && (
        <p className="text-13 text-ink-soft">
          {t("last", { date: format.dateTime(sentAt, { dateStyle: "medium" }) })}
        </p>
      )}
    </section>
  );
}
