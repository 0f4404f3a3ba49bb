"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { Evidence } from "@/lib/matching";

/** Weaker evidence than this moves the score by less than a point or two. */
const WORTH_SAYING = 0.2;

/** Why we think that it is them, and what speaks against it, in one line each. */
export function Reasons({ evidence }: { evidence: Evidence[] }) {
  const t = useTranslations("review");
  const words = useTranslations("matching.evidence");
  const format = useFormatter();
  const told = evidence
    .filter((one) => Math.abs(one.weight) >= WORTH_SAYING && !isSaidBy(evidence, one))
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  const say = (part: Evidence[]) =>
    format.list(part.map(({ code, weight: _, ...params }) => words(code, params)));
  const reasonsFor = told.filter(({ weight }) => weight > 0);
  const reasonsAgainst = told.filter(({ weight }) => weight < 0);

  return (
    <div className="text-13">
      {reasonsFor.length > 0 && <p>{t("why", { reasons: say(reasonsFor) })}</p>}
      {reasonsAgainst.length > 0 && (
        <p className="text-new">{t("against", { reasons: say(reasonsAgainst) })}</p>
      )}
    </div>
  );
}

/** That the domain is their own goes without saying where another reason names it as such. */
function isSaidBy(evidence: Evidence[], one: Evidence) {
  return (
    one.code === "own-domain" &&
    evidence.some(
      ({ code, ...other }) =>
        (code === "same-domain" || code === "domain-is-name") &&
        "domain" in other &&
        other.domain === one.domain,
    )
  );
}
