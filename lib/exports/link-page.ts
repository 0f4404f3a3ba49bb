import { accountInLink, platformOfLink, type WrittenAccount } from "./accounts";
import type { FileName } from "./file-name";
import { type KindGuess, kindOfName } from "./list-kinds";
import { ListPart } from "./list-part";
import { readMetaDate } from "./meta-date";
import type { Page } from "./page";
import type { PlatformId } from "./types";

/**
 * A page of profile links, as Instagram, Threads and Medium export lists: the link says who, its text may be the
 * display name, and the next text may be the date. Class names and page texts are nothing to rely on.
 */
export function readLinkPage(page: Page, file: FileName): ListPart[] | null {
  const found = new Map<PlatformId, ListPart>();
  let title: string | null = null;
  let home: PlatformId | null = null;
  let pending: { account: WrittenAccount; platform: PlatformId; text: string } | null = null;
  const settle = (followedAt: string | null) => {
    if (!pending) return;
    const { account, platform, text } = pending;
    const part = found.get(platform) ?? newPart(platform, titleOr(file, title));
    found.set(platform, part);
    part.add({ ...account, displayName: nameIn(text, account) ?? account.displayName, followedAt });
    pending = null;
  };
  page.walk((item) => {
    if (item.type === "title") title ??= item.text;
    else if (item.type === "heading") settle(null);
    else if (item.type === "link") {
      settle(null);
      const account = accountInLink(item.href);
      home ??= platformOfLink(item.href);
      if (account?.platform) pending = { account, platform: account.platform, text: item.text };
    } else if (item.type === "text" && pending) {
      const date = readMetaDate(item.text);
      if (date !== null) settle(date);
    }
  });
  settle(null);
  // A page about accounts of one platform may link to its maker's account on another.
  const [largest] = [...found.values()].sort(
    (one, other) => other.follows.length - one.follows.length,
  );
  if (largest) return [largest];
  // The page of a list is there for people who follow nobody, too.
  return home && file.kind?.certain ? [newPart(home, file.kind)] : null;
}

function titleOr(file: FileName, title: string | null): KindGuess | null {
  if (file.kind?.certain || title === null) return file.kind;
  return kindOfName(title) ?? file.kind;
}

function newPart(platform: PlatformId, guess: KindGuess | null): ListPart {
  return new ListPart({
    platform,
    kind: guess?.kind ?? "following",
    kindIsCertain: guess?.certain ?? false,
    format: "html",
    verified: platform === "instagram",
  });
}

function nameIn(text: string, account: WrittenAccount): string | null {
  return /^https?:/i.test(text) || text === `@${account.username}` ? null : text;
}
