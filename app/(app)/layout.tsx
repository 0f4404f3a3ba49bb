import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { countUnread } from "@/lib/arrivals";
import { isAdmin, requireUser } from "@/lib/auth";
import { ActionForm } from "../_ui/action-form";
import { Avatar } from "../_ui/avatar";
import { TopBar } from "../_ui/top-bar";
import { signOutAction } from "./actions";
import { HoldOpen } from "./hold-open";
import { NavLink } from "./nav-link";
import { UnreadCount } from "./unread-count";

/** The frame of every page of a person who is signed in. */
export default async function SignedInLayout({ children }: { children: ReactNode }) {
  const user = await requireUser();
  const [t, unread] = await Promise.all([getTranslations("shell"), countUnread(user.did)]);
  return (
    <>
      <TopBar>
        <nav
          aria-label={t("main")}
          className="order-last flex w-full gap-1 overflow-x-auto sm:order-none sm:w-auto"
        >
          <NavLink href="/uploads">{t("lists")}</NavLink>
          <NavLink href="/notifications">
            {t("arrivals")}
            <UnreadCount unread={unread} />
          </NavLink>
          <NavLink href="/follows">{t("following")}</NavLink>
          <NavLink href="/settings">{t("settings")}</NavLink>
          {isAdmin(user) && <NavLink href="/admin">{t("operations")}</NavLink>}
        </nav>
        <div className="ms-auto flex min-w-0 items-center gap-3">
          <Avatar src={user.avatarUrl} name={user.displayName ?? user.handle} size={32} />
          <span className="hidden min-w-0 truncate text-ink-soft sm:inline">
            <span className="only-read">{t("signedInAs", { handle: user.handle })}</span>
            <span aria-hidden>{user.handle}</span>
          </span>
          <ActionForm action={signOutAction}>
            <button
              type="submit"
              className="quick rounded-6 px-3 py-2 text-accent hover:bg-accent-soft"
            >
              {t("signOut")}
            </button>
          </ActionForm>
        </div>
      </TopBar>
      {!user.keepsLists && <HoldOpen />}
      <main id="content" className="page py-8">
        {children}
      </main>
    </>
  );
}
