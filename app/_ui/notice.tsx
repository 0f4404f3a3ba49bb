import { CircleAlert, CircleCheck, Info } from "lucide-react";
import type { ReactNode } from "react";

type Kind = "info" | "good" | "trouble" | "new";

const looks: Record<Kind, string> = {
  info: "bg-accent-soft text-ink",
  good: "bg-found-soft text-ink",
  trouble: "bg-trouble-soft text-ink",
  new: "bg-new-soft text-ink",
};
const marks: Record<Kind, string> = {
  info: "text-accent",
  good: "text-found",
  trouble: "text-trouble",
  new: "text-new",
};

/** What happened, what it means, what to do. `live` is read out when it appears. */
export function Notice({
  kind = "info",
  title,
  live = false,
  children,
}: {
  kind?: Kind;
  title?: ReactNode;
  live?: boolean;
  children?: ReactNode;
}) {
  const Icon = kind === "trouble" ? CircleAlert : kind === "good" ? CircleCheck : Info;
  return (
    <div
      role={live ? (kind === "trouble" ? "alert" : "status") : undefined}
      className={`flex gap-3 rounded-12 p-4 ${looks[kind]}`}
    >
      <Icon aria-hidden className={`mt-0.5 size-5 shrink-0 ${marks[kind]}`} />
      <div className="min-w-0 space-y-1 wrap-anywhere">
        {title && <p className="font-semibold">{title}</p>}
        {children}
      </div>
    </div>
  );
}
