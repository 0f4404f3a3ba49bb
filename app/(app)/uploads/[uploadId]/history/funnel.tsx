import { useTranslations } from "next-intl";
import { Bars } from "@/app/_ui/bars";

/** From the names that were brought to those who are followed: how many came how far, each as a part of all. */
export function Funnel({
  steps,
}: {
  steps: Record<"brought" | "checked" | "found" | "followed", number>;
}) {
  const t = useTranslations("history.funnel");
  const names = ["brought", "checked", "found", "followed"] as const;
  return (
    <Bars
      title={t("title")}
      bars={names.map((id) => ({
        id,
        name: t(id),
        count: steps[id],
        part: steps.brought > 0 ? steps[id] / steps.brought : 0,
        isFound: id === "found" || id === "followed",
      }))}
    />
  );
}
