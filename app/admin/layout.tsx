import type { Metadata } from "next";
import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { requireAdmin } from "@/lib/auth";
import { TopBar } from "../_ui/top-bar";
import { NavLink } from "../(app)/nav-link";

const pages = ["jobs", "queue", "cleanup", "database", "partners", "opt-outs", "log"] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin"))("title") };
}

/** The frame of the operators' pages. Whoever is no operator gets the page that says that there is nothing here. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  await requireAdmin();
  const t = await getTranslations("admin");
  // No other page sends these to a browser.
  return (
    <NextIntlClientProvider messages={await getMessages()}>
      <TopBar>
        <nav aria-label={t("title")} className="flex min-w-0 gap-1 overflow-x-auto">
          <NavLink href="/admin" exact>
            {t("overview.title")}
          </NavLink>
          {pages.map((page) => (
            <NavLink key={page} href={`/admin/${page}`}>
              {t(`${page}.title`)}
            </NavLink>
          ))}
        </nav>
      </TopBar>
      <main id="content" className="page space-y-8 py-8">
        {children}
      </main>
    </NextIntlClientProvider>
  );
}
