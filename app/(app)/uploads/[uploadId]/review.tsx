"use client";

import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import {
  startTransition,
  useCallback,
  useEffect,
  useMemo,
  useOptimistic,
  useRef,
  useState,
} from "react";
import { later } from "@/app/_ui/later";
import { type Said, Toast } from "@/app/_ui/toast";
import { useSteady } from "@/app/_ui/use-steady";
import type { View } from "@/lib/review";
import { addressOf, readAddress } from "./address";
import { Filters } from "./filters";
import { FollowBar } from "./follow-bar";
import type { Arrangement } from "./get-arrangement";
import type { Progress } from "./get-progress";
import { ProgressPanel } from "./progress-panel";
import { ReviewContext } from "./review-context";
import { RowList } from "./row-list";
import { useKeys } from "./use-keys";
import { useProgress } from "./use-progress";
import { useRowActions } from "./use-row-actions";
import { useRows } from "./use-rows";
import { useUndo } from "./use-undo";
import type { AppChoice, RowView } from "./view";

const AnotherDialog = later(async () => (await import("./another-dialog")).AnotherDialog);
const KeysDialog = later(async () => (await import("./keys-dialog")).KeysDialog);

/** The review of a list: progress, filters with counts, the rows, and the one action at the bottom. */
export function Review({
  first,
  platform,
  apps,
  destinations,
}: {
  first: { progress: Progress; arrangement: Arrangement };
  platform: string;
  apps: AppChoice[];
  /** Ids of the apps in which the person follows people of this platform, unless they choose otherwise. */
  destinations: string[];
}) {
  const t = useTranslations("review");
  const { id: uploadId, app: appId } = first.progress.upload;
  const app = apps.find(({ id }) => id === appId);
  const query = useSearchParams();
  const address = query.toString();
  // The controls show what was asked for at once, the rows when the address has it.
  const [view, showView] = useOptimistic(readAddress(query));
  const { progress, refresh } = useProgress(uploadId, address, first.progress);
  const rows = useRows(uploadId, address, first.arrangement);
  const [current, setCurrent] = useState<number | null>(null);
  const [another, setAnother] = useState<RowView | null>(null);
  const [showsKeys, setShowsKeys] = useState(false);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const seen = useRef<string[]>([]);

  const [said, setSaid] = useState<Said | null>(null);
  const undo = useUndo();
  const tell = (text: string, isTrouble: boolean, onUndo?: () => void) =>
    setSaid((before) => ({ count: (before?.count ?? 0) + 1, text, isTrouble, onUndo }));
  const say = (text: string, onUndo?: () => Promise<void>) =>
    tell(text, false, onUndo && undo.add(onUndo));
  const fail = (text: string) => tell(text, true);
  const changed = () => void refresh();
  const reread = () => rows.read(seen.current);
  const begun = undo.waitFor;
  const actions = useRowActions({ uploadId, rows, say, fail, changed, reread, begun });

  // Rows that are before the person's eyes fill in while matching goes on; their order stays.
  const checked = progress.upload.total - progress.upload.notChecked;
  const [arrangedAt, setArrangedAt] = useState(checked);
  const { read } = rows;
  const readAt = useRef(checked);
  useEffect(() => {
    if (readAt.current === checked || seen.current.length === 0) return;
    readAt.current = checked;
    void read(seen.current);
  }, [checked, read]);

  // Another tab may have changed what this one shows.
  useEffect(() => {
    function onVisible() {
      if (document.visibilityState !== "visible") return;
      void refresh();
      if (seen.current.length > 0) void read(seen.current);
    }
    document.addEventListener("visibilitychange", onVisible);
    return () => document.removeEventListener("visibilitychange", onVisible);
  }, [read, refresh]);

  function look(change: Partial<View>, isTyping = false) {
    const next = { ...view, ...change };
    const nextAddress = addressOf(next);
    const url = nextAddress ? `?${nextAddress}` : window.location.pathname;
    startTransition(() => {
      showView(next);
      // Each view has its place in the browser's history; each letter of a text has none.
      if (isTyping) window.history.replaceState(null, "", url);
      else window.history.pushState(null, "", url);
    });
    setArrangedAt(checked);
    setCurrent(null);
  }

  function toggleOpen(accountId: string) {
    setOpen((before) =>
      before.has(accountId)
        ? new Set([...before].filter((id) => id !== accountId))
        : new Set(before).add(accountId),
    );
  }

  const onSeen = useCallback((ids: string[]) => {
    seen.current = ids;
  }, []);
  const currentId = current === null ? undefined : rows.ids[current];
  const currentRow = currentId ? rows.rows.get(currentId) : undefined;
  useKeys({
    count: rows.ids.length,
    current,
    onMove: setCurrent,
    row: currentRow,
    actions,
    toggleOpen,
    onAnother: setAnother,
    onUndo: async () => {
      if (!(await undo.run())) say(t("keys.nothingToUndo"));
    },
    onHelp: () => setShowsKeys(true),
  });

  // A row is drawn again for what it shows, and not with everything that happens beside it.
  const steady = useSteady({ ...actions, toggleOpen, findAnother: setAnother, say, fail, changed });
  const appName = app?.name ?? appId;
  const context = useMemo(() => {
    const isOpen = (accountId: string) => open.has(accountId);
    return { uploadId, platform, app: appName, appId, isOpen, ...steady };
  }, [uploadId, platform, appName, appId, open, steady]);
  const forget = useCallback(() => setSaid(null), []);
  const isNewer = checked > arrangedAt;
  return (
    <ReviewContext value={context}>
      <ProgressPanel progress={progress} onChange={changed} />
      <Filters
        counts={progress.counts}
        view={view}
        onLook={look}
        onKeys={() => setShowsKeys(true)}
      />
      {isNewer && (
        <p>
          <button
            type="button"
            className="min-h-8 text-accent underline"
            onClick={() => {
              setArrangedAt(checked);
              void rows.arrange();
            }}
          >
            {t("newResults", { count: checked - arrangedAt })}
          </button>
        </p>
      )}
      <RowList rows={rows} current={current} onCurrent={setCurrent} onSeen={onSeen} />
      <Toast said={said} onGone={forget} />
      <FollowBar
        progress={progress}
        apps={apps}
        destinations={destinations}
        address={address}
        shown={progress.counts.shown}
      />
      {another && <AnotherDialog row={another} onClose={() => setAnother(null)} />}
      {showsKeys && <KeysDialog onClose={() => setShowsKeys(false)} />}
    </ReviewContext>
  );
}
