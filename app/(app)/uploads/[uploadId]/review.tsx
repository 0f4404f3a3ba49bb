"use client";

import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import { type Said, Toast } from "@/app/_ui/toast";
import { Filters } from "./filters";
import { FollowBar } from "./follow-bar";
import type { Progress } from "./get-progress";
import { ProgressPanel } from "./progress-panel";
import { ReviewContext } from "./review-context";
import { RowList } from "./row-list";
import { useProgress } from "./use-progress";
import { useRows } from "./use-rows";
import type { PageView } from "./view";

export type AppChoice = { id: string; name: string };

const SEARCH_PAUSE_MS = 250;

/** The review of a list: progress, filters with counts, the rows, and the one action at the bottom. */
export function Review({
  first,
  platform,
  apps,
}: {
  first: { progress: Progress; page: PageView };
  platform: string;
  apps: AppChoice[];
}) {
  const t = useTranslations("review");
  const params = useSearchParams();
  const { id: uploadId, app: appId } = first.progress.upload;
  const app = apps.find(({ id }) => id === appId)?.name ?? appId;
  const [search, setSearch] = useState({
    show: params.get("show") ?? "all",
    text: params.get("text") ?? "",
  });
  const { progress, refresh } = useProgress(uploadId, first.progress);
  const { rows, next, state, load, replace } = useRows(uploadId, first.page);
  // How many were checked when the rows were last loaded: more since means that there is something new to show.
  const checked = progress.upload.total - progress.upload.notChecked;
  const [shownAt, setShownAt] = useState(checked);
  const [said, setSaid] = useState<Said | null>(null);
  const say = (text: string, isTrouble: boolean, onUndo?: () => void) =>
    setSaid((before) => ({ count: (before?.count ?? 0) + 1, text, isTrouble, onUndo }));
  const forget = useCallback(() => setSaid(null), []);

  function show(wanted: typeof search) {
    setSearch(wanted);
    setShownAt(checked);
    const query = new URLSearchParams(
      Object.entries(wanted).filter(([, value]) => value && value !== "all"),
    );
    window.history.replaceState(null, "", query.size > 0 ? `?${query}` : window.location.pathname);
    void load(wanted, null);
  }

  // Typing searches when it pauses.
  const [typed, setTyped] = useState(search.text);
  useEffect(() => {
    if (typed.trim() === search.text) return;
    const timer = setTimeout(() => show({ ...search, text: typed.trim() }), SEARCH_PAUSE_MS);
    return () => clearTimeout(timer);
  });

  const context = {
    uploadId,
    platform,
    app,
    appId,
    replace,
    say: (text: string, onUndo?: () => void) => say(text, false, onUndo),
    fail: (text: string) => say(text, true),
    changed: () => void refresh(),
  };
  return (
    <ReviewContext value={context}>
      <ProgressPanel progress={progress} onChange={() => void refresh()} />
      <Filters
        counts={progress.counts}
        show={search.show}
        text={typed}
        onShow={(filter) => show({ text: typed.trim(), show: filter })}
        onText={setTyped}
      />
      {checked > shownAt && (
        <p>
          <button type="button" className="text-accent underline" onClick={() => show(search)}>
            {t("newResults", { count: checked - shownAt })}
          </button>
        </p>
      )}
      <RowList
        rows={rows}
        hasMore={next !== null}
        state={state}
        search={search}
        onMore={() => void load(search, next)}
        onRetry={() => void load(search, rows.length > 0 ? next : null)}
      />
      <Toast said={said} onGone={forget} />
      <FollowBar
        progress={progress}
        apps={apps}
        show={search.show}
        onSelection={() => {
          void refresh();
          void load(search, null);
        }}
      />
    </ReviewContext>
  );
}
