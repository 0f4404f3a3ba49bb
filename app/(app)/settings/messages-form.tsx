"use client";

import { useTranslations } from "next-intl";
import { useActionState, useId } from "react";
import { Button } from "@/app/_ui/button";
import { Notice } from "@/app/_ui/notice";
import type { MessageProblem, MessageView } from "@/lib/notifications";
import { saveMessagesAction, testMessageAction } from "./messages-actions";

/** How often to write, and a message to see whether it works. */
export function MessagesForm({ bot, frequency, problem }: Omit<MessageView, "sentAt">) {
  const t = useTranslations("arrivals.messages");
  const id = useId();
  const [saving, save, isSaving] = useActionState(saveMessagesAction, null);
  const [testing, test, isTesting] = useActionState(testMessageAction, null);
  return (
    <div className="space-y-3">
      <form action={save} className="flex flex-wrap items-end gap-3">
        <div className="space-y-1">
          <label htmlFor={id} className="block font-semibold">
            {t("frequency")}
          </label>
          <select
            // React resets a form after its action to what it was first drawn with.
            key={frequency}
            id={id}
            name="frequency"
            defaultValue={frequency}
            className="min-h-10 rounded-6 border border-edge bg-raised px-3"
          >
            <option value="off">{t("frequencies.off")}</option>
            <option value="daily">{t("frequencies.daily")}</option>
            <option value="weekly">{t("frequencies.weekly")}</option>
          </select>
        </div>
        <Button type="submit" disabled={isSaving}>
          {t("save")}
        </Button>
        <p role="status" className="py-2 text-found">
          {saving === "done" && !isSaving && t("saved")}
        </p>
      </form>
      <Problem bot={bot} problem={saving === "done" ? null : (saving ?? problem)} />
      {frequency !== "off" && (
        <form action={test} className="flex flex-wrap items-center gap-3">
          <Button type="submit" disabled={isTesting}>
            {t("test")}
          </Button>
          <p role="status" className="text-found">
            {testing === "done" && !isTesting && t("tested")}
          </p>
        </form>
      )}
      <Problem bot={bot} problem={testing === "done" ? null : testing} />
    </div>
  );
}

function Problem({ bot, problem }: { bot: string; problem: MessageProblem | null }) {
  const t = useTranslations("arrivals.messages.problems");
  if (!problem) return null;
  return (
    <Notice kind="trouble" live>
      <p>
        {t.rich(problem, {
          bot,
          follow: (text) => (
            <a href={`https://bsky.app/profile/${bot}`} target="_blank" rel="noreferrer">
              {text}
            </a>
          ),
        })}
      </p>
    </Notice>
  );
}
