"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";

const EVERY_MS = 5_000;

/** How many arrivals the person has not seen, kept up to date while the page is looked at. */
export function UnreadCount({ unread }: { unread: number }) {
  const t = useTranslations("arrivals");
  const [known, setKnown] = useState({ given: unread, count: unread });
  // The page was drawn anew with another count: after a visit to the arrivals, say.
  if (known.given !== unread) setKnown({ given: unread, count: unread });

  useEffect(() => {
    async function refresh() {
      if (document.visibilityState !== "visible") return;
      const response = await fetch("/notifications/unread").catch(() => null);
      // Signed out from elsewhere: the next step on the page leads to the door, and asking again would not help.
      if (response?.status === 401) stop();
      if (!response?.ok) return;
      const { unread: count } = (await response.json()) as { unread: number };
      setKnown(({ given }) => ({ given, count }));
    }
    const timer = setInterval(refresh, EVERY_MS);
    document.addEventListener("visibilitychange", refresh);
    function stop() {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", refresh);
    }
    return stop;
  }, []);

  return (
    <span role="status">
      {known.count > 0 && (
        <span className="ms-2 rounded-full bg-new-soft px-2 py-0.5 text-13 font-semibold text-new">
          <span aria-hidden>{known.count}</span>
          <span className="only-read">{t("unread", { count: known.count })}</span>
        </span>
      )}
    </span>
  );
}
