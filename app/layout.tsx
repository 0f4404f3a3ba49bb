import "@fontsource-variable/ibm-plex-sans";
import "@fontsource/ibm-plex-sans-arabic/arabic-400.css";
import "@fontsource/ibm-plex-sans-arabic/arabic-600.css";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { languages } from "@/i18n/languages";
import { currentUser } from "@/lib/auth";
import { TimeZone } from "./_ui/time-zone";

// Every page is made for one request: it knows who asks, and its scripts carry the request's nonce.
export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return {
    title: { default: t("common.appName"), template: `%s · ${t("common.appName")}` },
    description: t("door.lead"),
    icons: "/icon.svg",
    // A person's lists are nobody else's business.
    robots: { index: false },
  };
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfaf8" },
    { media: "(prefers-color-scheme: dark)", color: "#12151a" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations("common");
  const locale = await getLocale();
  // Without the database there are no preferences, but there is a page that says so.
  const user = await currentUser().catch(() => null);
  return (
    <html
      lang={locale}
      dir={languages[locale].direction}
      data-theme={user?.theme}
      data-motion={user?.motion}
      className="font-sans"
    >
      <body>
        <a
          href="#content"
          className="skip-link fixed start-2 top-2 z-50 rounded-6 bg-raised p-3 shadow-float"
        >
          {t("skipToContent")}
        </a>
        <NextIntlClientProvider messages={await messagesForBrowser()}>
          {children}
          <TimeZone />
        </NextIntlClientProvider>
      </body>
    </html>
  );
}

/** What only the server says stays there: it is most of what there is to read. */
async function messagesForBrowser() {
  const { admin, partners, guides, questions, start, exports, ...rest } = await getMessages();
  const { guides: guidesOfPlatforms, ...exportsForBrowser } = exports;
  return { ...rest, exports: exportsForBrowser };
}
