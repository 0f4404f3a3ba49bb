import { readUnixTime } from "./dates";
import { isObject } from "./json";
import type { ListPart } from "./list-part";
import { repairMojibake } from "./mojibake";
import type { PlatformReader } from "./platform-reader";
import { parseProfileUrl, withoutAppPath } from "./profile-url";

export interface MetaSource {
  reader: PlatformReader;
  /** What its links begin with, the username being the rest. Other links are read too, more slowly. */
  links: string[];
  /** On Threads the title beside a `value` is the display name. On Instagram it is never a display name. */
  titleIsName: boolean;
}

/** One account in a list of Instagram or Threads, in either of the two dialects. */
export function isMetaRecord(record: unknown): record is Record<string, unknown> {
  return isObject(record) && ("string_list_data" in record || "label_values" in record);
}

/** The hosts that the first records of an array without a key link to. */
export function linkedHosts(records: unknown[]): string[] {
  return records
    .slice(0, 10)
    .filter(isMetaRecord)
    .flatMap((record) => [record.string_list_data, record.label_values].flat())
    .flatMap((item) => {
      const href = isObject(item) ? item.href : null;
      const url = typeof href === "string" ? parseProfileUrl(href) : null;
      return url ? [url.host] : [];
    });
}

/**
 * Adds the accounts of `{ title, string_list_data: [{ value, href, timestamp }] }` and of
 * `{ timestamp, label_values: [{ label, value, href }] }`.
 * The username is `value`, else in the link, else the title: the one order that is right for every year.
 */
export function addMetaRecords(part: ListPart, records: unknown[], source: MetaSource): void {
  for (const record of records) {
    if (!isObject(record)) part.skip("noName");
    else if (Array.isArray(record.label_values)) addLabelled(part, record, source);
    else addListed(part, record, source);
  }
}

function addListed(part: ListPart, record: Record<string, unknown>, source: MetaSource): void {
  const title = repaired(record.title);
  const items = record.string_list_data;
  if (!Array.isArray(items) || !items.some(isObject)) {
    part.add({ username: title });
    return;
  }
  for (const item of items) {
    if (!isObject(item)) continue;
    const value = repaired(item.value);
    const link = profileOf(item.href, value || title, source);
    part.add({
      username: value || link?.username || title,
      displayName: source.titleIsName && value ? title : null,
      profileUrl: link?.url,
      followedAt: readUnixTime(item.timestamp),
    });
  }
}

/** Labels are in the account's language, so a profile link decides before any label does. */
function addLabelled(part: ListPart, record: Record<string, unknown>, source: MetaSource): void {
  const labels = (record.label_values as unknown[]).filter(isObject).map((entry) => ({
    label: repaired(entry.label).toLowerCase(),
    value: repaired(entry.value),
    link: profileIn(entry.href || entry.value, source.reader),
  }));
  const link = labels.find((entry) => entry.link)?.link;
  const texts = labels.filter((entry) => entry.value !== "" && !parseProfileUrl(entry.value));
  const username =
    link?.username ??
    texts.find((entry) => usernameLabels.has(entry.label))?.value ??
    texts.find((entry) => !nameLabels.has(entry.label) && /^[\w.]+$/.test(entry.value))?.value;
  part.add({
    username,
    displayName: texts.find((entry) => nameLabels.has(entry.label))?.value,
    profileUrl: link?.url,
    followedAt: readUnixTime(record.timestamp),
  });
}

const usernameLabels = new Set([
  ...[
    "username",
    "user name",
    "gebruikersnaam",
    "nom de profil",
    "nom d’utilisateur",
    "nom d'utilisateur",
  ],
  ...["nombre de usuario", "nome de usuário", "nome utilizador", "nome utente", "benutzername"],
  ...[
    "nazwa użytkownika",
    "имя пользователя",
    "kullanıcı adı",
    "användarnamn",
    "brugernavn",
    "brukernavn",
  ],
  ...["käyttäjänimi", "uživatelské jméno", "felhasználónév", "nume de utilizator", "nama pengguna"],
  ...["tên người dùng", "ユーザーネーム", "사용자 이름", "用户名", "用戶名稱", "اسم المستخدم"],
]);

const nameLabels = new Set([
  ...[
    "name",
    "full name",
    "naam",
    "nom",
    "nom complet",
    "nombre",
    "nome",
    "imię i nazwisko",
    "imię",
    "имя",
  ],
  ...[
    "ad",
    "isim",
    "namn",
    "navn",
    "nimi",
    "jméno",
    "név",
    "nume",
    "nama",
    "tên",
    "名前",
    "이름",
    "姓名",
    "الاسم",
  ],
]);

function repaired(value: unknown): string {
  return typeof value === "string" ? repairMojibake(value).trim() : "";
}

function profileOf(
  href: unknown,
  name: string,
  { links, reader }: MetaSource,
): { username: string; url: string } | null {
  if (typeof href === "string" && /^[\w.]+$/.test(name) && href.endsWith(name)) {
    for (const link of links) {
      if (href.length === link.length + name.length && href.startsWith(link)) {
        return { username: name, url: withoutAppPath(href) };
      }
    }
  }
  return profileIn(href, reader);
}

function profileIn(
  href: unknown,
  { platform, usernameIn }: PlatformReader,
): { username: string; url: string } | null {
  const url = typeof href === "string" ? parseProfileUrl(href) : null;
  if (!url || !platform.hosts.includes(url.host)) return null;
  const username = usernameIn(url);
  return username === null ? null : { username, url: withoutAppPath((href as string).trim()) };
}
