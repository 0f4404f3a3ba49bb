import { useFormatter, useTranslations } from "next-intl";

const BAR = 10;

/** From the names that were brought to those who are followed: how many came how far, each as a part of all. */
export function Funnel({
  steps,
}: {
  steps: Record<"brought" | "checked" | "found" | "followed", number>;
}) {
  const t = useTranslations("history.funnel");
  const format = useFormatter();
  const share = (count: number) => (steps.brought > 0 ? count / steps.brought : 0);
  const names = ["brought", "checked", "found", "followed"] as const;
  return (
    <figure className="space-y-3 rounded-12 border border-line bg-raised p-4">
      <figcaption className="font-semibold">{t("title")}</figcaption>
      <dl className="grid grid-cols-[auto_1fr_auto] items-center gap-x-4 gap-y-2">
        {names.map((name) => (
          <div key={name} className="col-span-3 grid grid-cols-subgrid items-center">
            <dt className="text-ink-soft">{t(name)}</dt>
            {/* Widths are attributes: the page allows no inline styles. */}
            <dd>
              <svg aria-hidden height={BAR} className="w-full rtl:-scale-x-100">
                <rect
                  width="100%"
                  height={BAR}
                  rx="3"
                  fill="currentColor"
                  className="text-sunken"
                />
                <rect
                  width={`${100 * share(steps[name])}%`}
                  height={BAR}
                  rx="3"
                  fill="currentColor"
                  className={name === "brought" || name === "checked" ? "text-edge" : "text-found"}
                />
              </svg>
            </dd>
            <dd className="min-w-24 text-end">
              {format.number(steps[name])}{" "}
              <span className="text-13 text-ink-soft">
                {format.number(share(steps[name]), { style: "percent", maximumFractionDigits: 0 })}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </figure>
  );
}
