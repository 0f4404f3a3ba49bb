import {
  Download,
  FileSearch,
  KeyRound,
  ListChecks,
  ShieldCheck,
  Trash2,
  UserPlus,
} from "lucide-react";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { currentUser } from "@/lib/auth";
import { env } from "@/lib/env";
import { platforms } from "@/lib/exports";
import type { SignInProblem } from "@/lib/oauth";
import { Foot } from "./_ui/foot";
import { Mark } from "./_ui/mark";
import { Notice } from "./_ui/notice";
import { PlatformMark } from "./_ui/platform-mark";
import { LanguageMenu } from "./language-menu";
import { ReturnTo } from "./login/return-to";
import { Questions } from "./questions";
import { SignInForm } from "./sign-in-form";
import { ThreadsPicture } from "./threads-picture";

const problems: Record<SignInProblem | "signed-out", true> = {
  "handle-malformed": true,
  "handle-unknown": true,
  "server-unreachable": true,
  "server-refused": true,
  denied: true,
  "used-or-expired": true,
  "other-browser": true,
  "signed-out": true,
};

const Search = z.object({
  problem: z
    .enum(Object.keys(problems) as (keyof typeof problems)[])
    .optional()
    .catch(undefined),
  deleted: z.literal("yes").optional().catch(undefined),
  returnTo: ReturnTo,
});

export default async function DoorPage({ searchParams }: PageProps<"/">) {
  const { problem, deleted, returnTo } = Search.parse(await searchParams);
  if (!problem && (await currentUser())) redirect(returnTo);
  const t = await getTranslations("door");

  const facts = [
    { Icon: ShieldCheck, title: t("facts.archiveTitle"), text: t("facts.archive") },
    { Icon: KeyRound, title: t("facts.scopeTitle"), text: t("facts.scope") },
    { Icon: Trash2, title: t("facts.deleteTitle"), text: t("facts.delete") },
  ];
  const steps = [
    { Icon: Download, text: t("steps.export") },
    { Icon: FileSearch, text: t("steps.drop") },
    { Icon: ListChecks, text: t("steps.review") },
    { Icon: UserPlus, text: t("steps.follow") },
  ];

  return (
    <>
      <header className="page flex items-center gap-2 py-5">
        <Mark />
        <span className="text-17 font-semibold">ATlast</span>
      </header>
      <main id="content" className="page space-y-16 pb-20">
        <div className="grid items-center gap-10 md:grid-cols-[1.15fr_1fr]">
          <div className="space-y-6">
            <h1 className="text-28 sm:text-40">{t("headline")}</h1>
            <p className="max-w-[38rem] text-17 text-ink-soft">{t("lead")}</p>
            {problem && (
              <Notice kind="trouble" live>
                {t(`problems.${problem}`, { handle: "" })}
              </Notice>
            )}
            {deleted && (
              <Notice kind="good" live>
                {t("deleted")}
              </Notice>
            )}
            <SignInForm returnTo={returnTo} appView={env().ATPROTO_APPVIEW_URL} />
            <p className="text-15 text-ink-soft">
              {t.rich("noAccount", { link: (chunks) => <a href="https://bsky.app">{chunks}</a> })}
            </p>
          </div>
          <ThreadsPicture label={t("threadsPicture")} />
        </div>

        <ul className="grid gap-6 sm:grid-cols-3">
          {facts.map(({ Icon, title, text }) => (
            <li key={title} className="space-y-1 border-line border-t pt-4">
              <Icon aria-hidden className="mb-2 size-5 text-accent" />
              <h2 className="text-15">{title}</h2>
              <p className="text-ink-soft">{text}</p>
            </li>
          ))}
        </ul>

        <section className="space-y-5">
          <h2 className="text-21">{t("stepsTitle")}</h2>
          <ol className="grid gap-6 sm:grid-cols-2 md:grid-cols-4">
            {steps.map(({ Icon, text }, index) => (
              <li key={text} className="space-y-2">
                <p className="flex items-center gap-2 text-ink-faint">
                  <span className="text-21 font-semibold text-ink">{index + 1}</span>
                  <Icon aria-hidden className="size-5" />
                </p>
                <p>{text}</p>
              </li>
            ))}
          </ol>
        </section>

        <Questions />

        <section className="space-y-5">
          <h2 className="text-21">{t("platformsTitle")}</h2>
          <ul className="flex flex-wrap gap-x-6 gap-y-3">
            {platforms
              .filter(({ id }) => id !== "generic")
              .map(({ id, name }) => (
                <li key={id} className="flex items-center gap-2">
                  <PlatformMark id={id} className="size-5" />
                  {name}
                </li>
              ))}
          </ul>
        </section>
      </main>
      <Foot>
        <LanguageMenu />
      </Foot>
    </>
  );
}
