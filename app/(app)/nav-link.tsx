"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";

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
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (isHere && link.current) bringIntoSight(link.current);
  }, [isHere]);
  return (
    <Link
      ref={link}
      href={href}
      aria-current={isHere ? "page" : undefined}
      className="quick rounded-6 px-3 py-2 whitespace-nowrap text-ink-soft no-underline hover:bg-sunken aria-[current]:font-semibold aria-[current]:text-ink"
    >
      {children}
    </Link>
  );
}

/** On a narrow screen the navigation scrolls sideways; only that is scrolled here, never the page. */
function bringIntoSight(link: HTMLElement) {
  const nav = link.parentElement?.getBoundingClientRect();
  const { left, right } = link.getBoundingClientRect();
  if (!nav) return;
  const over = Math.max(right - nav.right, 0) || Math.min(left - nav.left, 0);
  link.parentElement?.scrollBy({ left: over, behavior: "instant" });
}
