import type { ListKind } from "./types";

/** Kinds whose accounts may be imported as follows. Friends and favourites only when the person says so. */
export const importableKinds: ReadonlySet<ListKind> = new Set<ListKind>([
  "following",
  "friends",
  "close_friends",
  "favorites",
]);

export interface KindGuess {
  kind: ListKind;
  certain: boolean;
}

/**
 * Which list a file name or a page title means.
 * Names that exports are known to use are certain; the same words in other languages, and names
 * that merely contain a telling word, are guesses.
 */
export function kindOfName(name: string): KindGuess | null {
  const words = name
    .normalize("NFC")
    .toLowerCase()
    .replace(/[’'`]/g, "")
    .replace(/[_\-.\s]+/g, " ")
    .trim();
  const known = knownNames.get(words);
  if (known) return { kind: known, certain: true };
  const translated = translatedNames.get(words);
  if (translated) return { kind: translated, certain: false };
  for (const [pattern, kind] of tellingWords) {
    if (pattern.test(words)) return { kind, certain: false };
  }
  return null;
}

const knownNames = namesOf({
  following: [
    "following",
    "followings",
    "following list",
    "following accounts",
    "follows",
    "volgend",
    "who youve followed",
    "who you ve followed",
    "pages and profiles you follow",
    "users following",
    "subscriptions",
    "pixelfed following",
  ],
  friends: ["friends", "your friends"],
  close_friends: ["close friends"],
  favorites: ["profiles youve favorited", "profiles you ve favorited"],
  followers: [
    "follower",
    "followers",
    "follower list",
    "fans list",
    "volger",
    "volgers",
    "people who followed you",
    "whos followed you",
    "pixelfed followers",
  ],
  blocked: [
    "block",
    "blocks",
    "blocked",
    "block list",
    "blocked profiles",
    "blocked accounts",
    "blocked users",
    "blokkeringslijst",
  ],
  muted: ["mute", "mutes", "muted", "muted accounts"],
  restricted: ["restricted profiles", "restricted accounts"],
  hidden: ["hide story from"],
  requests: [
    "pending follow requests",
    "recent follow requests",
    "follow requests",
    "follow requests youve received",
    "follow requests you ve received",
    "sent friend requests",
    "received friend requests",
  ],
  unfollowed: [
    "recently unfollowed profiles",
    "recently unfollowed accounts",
    "unfollowed",
    "removed friends",
    "deleted friends",
  ],
  suggested: ["removed suggestions", "people you may know"],
});

const translatedNames = namesOf({
  following: [
    ...["siguiendo", "seguidos", "cuentas seguidas", "seguindo", "a seguir", "seguiti", "seguite"],
    ...["abonnements", "abonnement", "comptes suivis", "gefolgt", "folge ich", "du folgst"],
    ...["obserwowani", "obserwowane", "sledované", "sledovaní", "követett", "urmăriri"],
    ...["подписки", "відстежувані", "takip edilenler", "takip", "följer", "følger", "seurataan"],
    ...["mengikuti", "đang theo dõi", "đã follow", "กำลังติดตาม", "المتابعة", "متابَعون", "يتابع"],
    ...["フォロー中", "フォローリスト", "팔로잉", "关注", "正在关注", "關注", "正在關注", "追蹤中"],
  ],
  followers: [
    ...["seguidores", "follower innen", "abonnés", "seguaci", "obserwujący", "sledující"],
    ...["követők", "urmăritori", "подписчики", "підписники", "takipçiler", "følgere", "följare"],
    ...["seuraajat", "pengikut", "người theo dõi", "ผู้ติดตาม", "المتابعون", "フォロワー", "팔로워"],
    ...["粉丝", "粉絲"],
  ],
  blocked: [
    ...["lista de bloqueados", "bloqueados", "liste de blocage", "bloqués", "blockierliste"],
    ...["blockierte konten", "lista bloccati", "bloccati", "lista zablokowanych", "черный список"],
    ...[
      "engellenenler",
      "blocklista",
      "daftar blokir",
      "ブロックリスト",
      "차단 목록",
      "黑名单",
      "قائمة الحظر",
    ],
  ],
});

const tellingWords: [RegExp, ListKind][] = [
  [/unfollow/, "unfollowed"],
  [/close friend/, "close_friends"],
  [/request/, "requests"],
  [/\bfollower|\bfans\b/, "followers"],
  [/\bblock/, "blocked"],
  [/\bmute/, "muted"],
  [/\bfollow(ing|s|ed)?\b/, "following"],
];

function namesOf(names: Partial<Record<ListKind, string[]>>): Map<string, ListKind> {
  return new Map(
    Object.entries(names).flatMap(([kind, list]) =>
      list.map((name): [string, ListKind] => [name.normalize("NFC"), kind as ListKind]),
    ),
  );
}
