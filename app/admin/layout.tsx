import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { requireAdmin } from "@/lib/auth";
import { Mark } from "../_ui/mark";
import { NavLink } from "../(app)/nav-link";

const pages = ["jobs", "queue", "cleanup", "database", "partners", "opt-outs", "log"] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin"))("title") };
}

/** The frame of the operators' pages. Whoever is no operator gets the page that says that there is nothing here. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  await requireAdmin();
  const t = await getTranslations("admin");
  return (
    <>
      <header className="border-line border-b">
        <div className="page flex flex-wrap items-center gap-x-6 gap-y-1 py-2">
          <Link href="/uploads" className="flex items-center gap-2 text-ink no-underline">
            <Mark />
            <span className="text-17 font-semibold">ATlast</span>
          </Link>
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
        </div>
      </header>
      <main id="content" className="page space-y-8 py-8">
        {children}
      </main>
    </>
  );
}
