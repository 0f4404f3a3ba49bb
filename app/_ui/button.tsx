import Link from "next/link";
import type { ComponentProps } from "react";

type Look = "main" | "plain" | "quiet" | "danger";

const looks: Record<Look, string> = {
  main: "bg-accent text-on-accent hover:bg-accent-strong",
  plain: "border border-edge bg-raised text-ink hover:bg-sunken",
  quiet: "text-accent hover:bg-accent-soft",
  danger: "border border-trouble text-trouble hover:bg-trouble-soft",
};

const shape =
  "quick inline-flex min-h-10 items-center justify-center gap-2 rounded-6 px-4 py-2 text-15 font-medium no-underline disabled:opacity-55";

/** Something to do. Says what it does, and to how many. */
export function Button({
  look = "plain",
  className = "",
  type = "button",
  ...rest
}: ComponentProps<"button"> & { look?: Look }) {
  return <button type={type} className={`${shape} ${looks[look]} ${className}`} {...rest} />;
}

/** Somewhere to go, where that is what the page is for. */
export function ButtonLink({
  look = "plain",
  className = "",
  ...rest
}: ComponentProps<typeof Link> & { look?: Look }) {
  return <Link className={`${shape} ${looks[look]} ${className}`} {...rest} />;
}
