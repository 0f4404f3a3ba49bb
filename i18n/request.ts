import { match } from "@formatjs/intl-localematcher";
import Negotiator from "negotiator";
import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { currentUser } from "@/lib/auth";
import { readMessages } from "@/messages";
import {
  DEFAULT_LANGUAGE,
  isLanguage,
  LANGUAGE_COOKIE,
  type Language,
  languages,
} from "./languages";
import { DEFAULT_TIME_ZONE, isTimeZone, TIME_ZONE_COOKIE } from "./time-zone";

/** The language of a request, its messages, and the time zone of who asks. */
export default getRequestConfig(async () => {
  const locale = (await chosenLanguage()) ?? (await languageOfBrowser());
  return { locale, messages: await readMessages(locale), timeZone: await timeZoneOfBrowser() };
});

async function chosenLanguage(): Promise<Language | undefined> {
  // The page that says that the database is away has to be in some language too.
  const user = await currentUser().catch(() => null);
  if (isLanguage(user?.language)) return user.language;
  const kept = (await cookies()).get(LANGUAGE_COOKIE)?.value;
  return isLanguage(kept) ? kept : undefined;
}

async function timeZoneOfBrowser() {
  const kept = (await cookies()).get(TIME_ZONE_COOKIE)?.value ?? "";
  return isTimeZone(kept) ? kept : DEFAULT_TIME_ZONE;
}

async function languageOfBrowser() {
  const header = (await headers()).get("accept-language") ?? "";
  const wanted = new Negotiator({ headers: { "accept-language": header } }).languages();
  const tags = wanted.filter((tag) => tag !== "*");
  try {
    return match(tags, Object.keys(languages), DEFAULT_LANGUAGE) as Language;
  } catch {
    // Browsers may send what is no language tag.
    return DEFAULT_LANGUAGE;
  }
}
