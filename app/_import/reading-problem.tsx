"use client";

import { useTranslations } from "next-intl";
import { Notice } from "../_ui/notice";
import type { PlatformChoice } from "./bring-list";
import type { ListView, Problem, Reading } from "./reader";

/** What was wrong with what was given, and how to get the right thing. Nothing when a list of people was in it. */
export function ReadingProblem({
  reading,
  platforms,
}: {
  reading: Reading;
  platforms: PlatformChoice[];
}) {
  const t = useTranslations("exports");
  const own = useTranslations("bring");
  const nameOf = (id: string) => platforms.find((platform) => platform.id === id)?.name ?? id;
  const sentence = ({ code, params }: Problem) =>
    t(`errors.${code}.sentence`, {
      file: "",
      megabytes: 0,
      platform: "none",
      ...named(params, nameOf),
    });

  if (!reading.ok) {
    return (
      <Notice kind="trouble" live title={sentence(reading.problem)}>
        <p>{t(`errors.${reading.problem.code}.hint`)}</p>
      </Notice>
    );
  }

  const wanted = reading.lists.filter((list) => list.isImportable);
  const others = reading.lists.filter((list) => !list.isImportable);
  return (
    <>
      {wanted.length === 0 &&
        others
          .slice(0, 1)
          .map((list) => (
            <Notice
              key={list.kind}
              kind="trouble"
              live
              title={t(`kinds.${kindKey(list)}.notImported`, { platform: nameOf(list.platform) })}
            />
          ))}
      {wanted.length > 0 && reading.ignored.length > 0 && (
        <details className="text-13 text-ink-soft">
          <summary>{own("ignoredFiles", { count: reading.ignored.length })}</summary>
          <ul className="mt-2 list-disc space-y-1 ps-5">
            {reading.ignored.map((file) => (
              <li key={file.file}>{sentence(file)}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

type NotImported = Exclude<
  ListView["kind"],
  "following" | "friends" | "close_friends" | "favorites"
>;

function kindKey(list: ListView) {
  return list.kind as NotImported;
}

/** Platform ids in a message's parameters become the names that people know. */
function named(params: Problem["params"], nameOf: (id: string) => string) {
  const { platform } = params;
  const isId = typeof platform === "string" && platform !== "none";
  return isId ? { ...params, platform: nameOf(platform) } : params;
}
