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

/** How a button looks; a link that is what a page is for looks the same. */
export function buttonLook(look: Look = "plain", className = "") {
  return `${shape} ${looks[look]} ${className}`;
}

/** Something to do. Says what it does, and to how many. */
export function Button({
  look,
  className,
  type = "button",
  ...rest
}: ComponentProps<"button"> & { look?: Look }) {
  return <button type={type} className={buttonLook(look, className)} {...rest} />;
}
