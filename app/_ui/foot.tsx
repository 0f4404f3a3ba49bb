import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";

const pages = ["guides", "privacy", "developers"] as const;

/** The end of a page: where more is to be read. */
export async function Foot({ children }: { children?: ReactNode }) {
  const t = await getTranslations("foot");
  return (
    <footer className="border-line border-t">
      <div className="page flex flex-wrap items-center justify-between gap-x-8 gap-y-2 py-6">
        <nav aria-label={t("label")} className="flex flex-wrap gap-x-6">
          {pages.map((page) => (
            <Link key={page} href={`/${page}`} className="py-2 text-ink-soft">
              {t(page)}
            </Link>
          ))}
        </nav>
        {children}
      </div>
    </footer>
  );
}
