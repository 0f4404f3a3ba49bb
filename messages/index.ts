import type { Language } from "@/i18n/languages";
import type en from "./en";

/** Every message of a language. English has them first; a test keeps the others complete. */
export type Messages = typeof en;

const readers: Record<Language, () => Promise<{ default: Messages }>> = {
  en: () => import("./en"),
  es: () => import("./es"),
  de: () => import("./de"),
  pt: () => import("./pt"),
  ja: () => import("./ja"),
  ko: () => import("./ko"),
  ar: () => import("./ar"),
};

/** The messages of one language; the others are not loaded. */
export async function readMessages(language: Language): Promise<Messages> {
  return (await readers[language]()).default;
}
