import { findApp, listCollections } from "@/lib/apps";
import type { FollowBatchKind } from "@/lib/db";

type Kind = { kind: FollowBatchKind; apps?: string[] };

/** The collections that the records of a batch go to, each once. */
export function collectionsOf({ kind, apps = [] }: Kind): string[] {
  if (kind !== "follows") return [listCollections.member];
  return [...new Set(apps.flatMap((id) => findApp(id)?.collection ?? []))];
}

/** Everything that a batch writes to. */
export function writesTo({ kind, apps }: Kind): string[] {
  if (kind === "follows") return collectionsOf({ kind, apps });
  const { list, member, starterPack } = listCollections;
  return kind === "list" ? [list, member] : [list, member, starterPack];
}
