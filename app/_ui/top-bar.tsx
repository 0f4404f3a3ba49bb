import Link from "next/link";
import type { ReactNode } from "react";
import { Mark } from "./mark";

/** The bar over every page but the door: the way back to the lists, and what belongs to the page. */
export function TopBar({ children }: { children?: ReactNode }) {
  return (
    <header className="border-line border-b">
      <div className="page flex flex-wrap items-center gap-x-6 gap-y-1 py-2">
        <Link href="/uploads" className="flex min-h-10 items-center gap-2 text-ink no-underline">
          <Mark />
          <span className="text-17 font-semibold">ATlast</span>
        </Link>
        {children}
      </div>
    </header>
  );
}
