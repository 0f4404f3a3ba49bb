import Link from "next/link";
import { useTranslations } from "next-intl";

const PAGE = 100;

/** The way to the page before, where this one is full. */
export function Older<T>({ rows, before }: { rows: T[]; before: (last: T) => string }) {
  const t = useTranslations("admin");
  const last = rows.at(-1);
  if (!last || rows.length < PAGE) return null;
  return <Link href={`?${new URLSearchParams({ before: before(last) })}`}>{t("older")}</Link>;
}
