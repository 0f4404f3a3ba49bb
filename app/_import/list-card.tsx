"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useId, useState } from "react";
import type { Note } from "@/lib/exports";
import { Notice } from "../_ui/notice";
import { PlatformMark } from "../_ui/platform-mark";
import type { PlatformChoice } from "./bring-list";
import { NameList } from "./name-list";
import type { ListView } from "./reader";
import type { useReader } from "./use-reader";

/** One list that was recognised: what it is, how many, from when to when, what was skipped and why, and its names. */
export function ListCard({
  place,
  list,
  reader,
  platforms,
  isChosen,
  onChoose,
  onChange,
}: {
  place: number;
  list: ListView;
  reader: ReturnType<typeof useReader>;
  platforms: PlatformChoice[];
  isChosen: boolean;
  onChoose: (isChosen: boolean) => void;
  onChange: (list: ListView) => void;
}) {
  const t = useTranslations("bring");
  const texts = useTranslations("exports");
  const platformField = useId();
  const [isOpen, setIsOpen] = useState(false);
  const platform = platforms.find(({ id }) => id === list.platform)?.name ?? list.platform;
  if (!list.isImportable) return null;
  const whyEmpty = list.count === 0 && list.notes.find(({ code }) => emptying.has(code));

  return (
    <article className="space-y-4 rounded-12 bg-raised p-5">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <PlatformMark id={list.platform} className="size-9" />
        <div className="min-w-0 grow">
          <h2 className="text-17">
            {t("recognised", { platform, kind: texts(`kinds.${list.kind}.name`) })}
          </h2>
          <Facts list={list} />
        </div>
        {list.count > 0 && (
          <label className="flex min-h-10 items-center gap-2">
            <input
              type="checkbox"
              checked={isChosen}
              onChange={(event) => onChoose(event.target.checked)}
              className="size-5 accent-accent"
            />
            {t("importThis")}
          </label>
        )}
      </header>

      {list.count === 0 && !whyEmpty && (
        <Notice title={t("emptyList")}>{t("emptyListHint", { platform })}</Notice>
      )}
      {whyEmpty && <Notice kind="trouble" live title={<NoteText note={whyEmpty} />} />}
      {!list.kindIsCertain && (
        <Question
          text={texts("kindQuestion", { platform })}
          onYes={async () => {
            onChange(await reader.api.correct(place, { kind: "following" }));
            onChoose(true);
          }}
          onNo={() => onChoose(false)}
        />
      )}
      {list.kind !== "following" && list.kindIsCertain && isOther(list.kind) && (
        <p>{texts(`kinds.${list.kind}.question`, { platform })}</p>
      )}
      <ul className="space-y-1 text-13 text-ink-soft empty:hidden">
        {list.skipped.map(({ reason, count }) => (
          <li key={reason}>{texts(`skipped.${reason}`, { count })}</li>
        ))}
        {list.notes
          .filter((note) => note !== whyEmpty)
          .map((note) => (
            <li key={note.code}>
              <NoteText note={note} />
            </li>
          ))}
      </ul>

      {list.count > 0 && (
        <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
          <div className="flex items-center gap-2">
            <label htmlFor={platformField} className="text-ink-soft">
              {t("platform")}
            </label>
            <select
              id={platformField}
              value={list.platform}
              onChange={async (event) => {
                const id = event.target.value as ListView["platform"];
                onChange(await reader.api.correct(place, { platform: id }));
              }}
              className="min-h-10 rounded-6 border border-edge bg-raised px-2"
            >
              {platforms.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </div>
          <button
            type="button"
            aria-expanded={isOpen}
            onClick={() => setIsOpen(!isOpen)}
            className="quick min-h-10 rounded-6 px-2 text-accent hover:bg-accent-soft"
          >
            {isOpen ? t("hideNames") : t("showNames", { count: list.count })}
          </button>
        </div>
      )}
      {isOpen && <NameList place={place} list={list} reader={reader} onChange={onChange} />}
    </article>
  );
}

/** Notes that say why there is nobody to look for. */
const emptying = new Set<Note["code"]>(["listMissing", "numbersOnly", "numbersNamed"]);

function NoteText({ note: { code, params } }: { note: Note }) {
  const t = useTranslations("exports.notes");
  return t(code, { count: 0, named: 0, unnamed: 0, ...params });
}

function Facts({ list }: { list: ListView }) {
  const t = useTranslations("bring");
  const format = useFormatter();
  const day = (text: string) =>
    format.dateTime(new Date(text), { dateStyle: "medium", timeZone: "UTC" });
  const facts = [t("count", { count: list.count })];
  if (list.firstFollowed && list.lastFollowed) {
    facts.push(t("dates", { from: day(list.firstFollowed), to: day(list.lastFollowed) }));
  }
  if (list.unticked > 0) facts.push(t("unticked", { count: list.unticked }));
  const { firstNames } = list;
  const more = list.count - firstNames.length;
  return (
    <>
      <p className="text-ink-soft">{facts.join(" · ")}</p>
      {firstNames.length > 0 && (
        <p className="text-13 text-ink-faint break-words">
          {format.list(
            [...firstNames, ...(more > 0 ? [t("moreNames", { count: more })] : [])].map((text) => (
              <bdi key={text}>{text}</bdi>
            )),
          )}
        </p>
      )}
    </>
  );
}

function Question({ text, onYes, onNo }: { text: string; onYes: () => void; onNo: () => void }) {
  const t = useTranslations("bring");
  return (
    <Notice kind="new" live title={text}>
      <div className="flex gap-4">
        <button type="button" className="text-start text-accent underline" onClick={onYes}>
          {t("yes")}
        </button>
        <button type="button" className="text-start text-accent underline" onClick={onNo}>
          {t("no")}
        </button>
      </div>
    </Notice>
  );
}

function isOther(kind: ListView["kind"]): kind is "friends" | "close_friends" | "favorites" {
  return ["friends", "close_friends", "favorites"].includes(kind);
}
