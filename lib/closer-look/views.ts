import {
  getOwnRelations,
  getRelations,
  OWN_RELATIONS_PER_REQUEST,
  type OwnRelation,
  RELATIONS_PER_REQUEST,
  type Relation,
  RequestRefused,
  unlessRefused,
} from "@/lib/atproto";
import { SessionExpired, withSession } from "@/lib/oauth";
import type { UserDid } from "@/lib/users";
import { getOwnViewUse } from "./own-view";

/** A way to see how a person stands to others. */
export type View = {
  /** Whether it is the view of the person's own account, which sees more than others. */
  isOwn: boolean;
  /** The most accounts to look at at once. */
  most: number;
  /** Null: this cannot be seen any more. */
  read(dids: string[]): Promise<(Relation | OwnRelation)[] | null>;
};

/** The best view of a person's that there is: their own where they want it used and their server allows it. */
export async function viewOf(user: string): Promise<View> {
  return (await getOwnViewUse(user as UserDid)) === "on" ? ownView(user) : everybodysView(user);
}

/** As anybody sees it who is not signed in. */
export function everybodysView(user: string): View {
  return {
    isOwn: false,
    most: RELATIONS_PER_REQUEST,
    // An account that the AppView does not know stands to nobody in any way.
    read: (dids) => unlessRefused(getRelations(user, dids), []),
  };
}

function ownView(user: string): View {
  return {
    isOwn: true,
    most: OWN_RELATIONS_PER_REQUEST,
    async read(dids) {
      try {
        return await withSession(user, (session) => getOwnRelations(session, dids));
      } catch (error) {
        if (error instanceof SessionExpired || error instanceof RequestRefused) return null;
        throw error;
      }
    },
  };
}
