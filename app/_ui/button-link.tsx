import Link from "next/link";
import type { ComponentProps } from "react";
import { buttonLook } from "./button";

/** Somewhere to go, where that is what the page is for. */
export function ButtonLink({
  look,
  className,
  ...rest
}: ComponentProps<typeof Link> & { look?: Parameters<typeof buttonLook>[0] }) {
  return <Link className={buttonLook(look, className)} {...rest} />;
}
