"use client";

import { useTranslations } from "next-intl";
import { type ComponentProps, useCallback, useState } from "react";
import { fails } from "./fails";
import { type Said, Toast } from "./toast";

/** A form that does something at once. When that fails, the page says so and stays as it is. */
export function ActionForm({
  action,
  children,
  ...rest
}: Omit<ComponentProps<"form">, "action"> & { action: (form: FormData) => Promise<void> }) {
  const t = useTranslations("review");
  const [said, setSaid] = useState<Said | null>(null);
  const forget = useCallback(() => setSaid(null), []);

  async function act(form: FormData) {
    if (!(await fails(action(form)))) return forget();
    setSaid((before) => ({ count: (before?.count ?? 0) + 1, text: t("failed"), isTrouble: true }));
  }

  return (
    <form action={act} {...rest}>
      {children}
      {said && <Toast said={said} onGone={forget} />}
    </form>
  );
}
