import { createTranslator } from "use-intl/core";
import { DEFAULT_LANGUAGE, isLanguage } from "@/i18n/languages";
import type { Message } from "@/lib/bot";
import { env } from "@/lib/env";
import { platforms } from "@/lib/exports";
import { readMessages } from "@/messages";

/** Somebody who arrived, as a message names them. */
export type Told = { username: string; platform: string; handle: string };

/** A message has 1,000 graphemes at most. */
const PEOPLE_NAMED = 5;
const LONGEST_NAME = 60;

/** Who arrived: the first five by name, and how many more; where to see them, and how to stop the messages. */
export async function digest(
  language: string | null,
  people: Told[],
  stopToken: string,
): Promise<Message> {
  const t = await translator(language);
  const [see, stop] = [
    `${env().PUBLIC_URL}/notifications`,
    `${env().PUBLIC_URL}/unsubscribe/${stopToken}`,
  ];
  const lines = people.slice(0, PEOPLE_NAMED).map(({ username, platform, handle }) =>
    t("line", {
      username: username.slice(0, LONGEST_NAME),
      platform: platforms.find(({ id }) => id === platform)?.name ?? platform,
      handle,
    }),
  );
  const more = people.length - lines.length;
  const text = [
    t("intro", { count: people.length }),
    ...lines,
    ...(more > 0 ? [t("more", { count: more })] : []),
    "",
    t("see", { url: see }),
    t("stop", { url: stop }),
  ].join("\n");
  return { text, links: [see, stop] };
}

/** What a person gets who wants to see whether messages arrive. */
export async function testMessage(language: string | null): Promise<Message> {
  return { text: (await translator(language))("test"), links: [] };
}

async function translator(language: string | null) {
  const locale = isLanguage(language) ? language : DEFAULT_LANGUAGE;
  const messages = await readMessages(locale);
  return createTranslator({ locale, messages, namespace: "arrivals.message" });
}
