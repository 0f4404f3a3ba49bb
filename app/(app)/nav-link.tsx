"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

/** A link of a navigation, marked while the page is in its part of the app; with `exact`, on its page alone. */
export function NavLink({
  href,
  exact = false,
  children,
}: {
  href: string;
  exact?: boolean;
  children: ReactNode;
}) {
  const path = usePathname();
  const isHere = exact ? path === href : path.startsWith(href);
  return (
    <Link
      href={href}
      aria-current={isHere ? "page" : undefined}
      className="quick rounded-6 px-3 py-2 whitespace-nowrap text-ink-soft no-underline hover:bg-sunken aria-[current]:font-semibold aria-[current]:text-ink"
    >
      {children}
    </Link>
  );
}
