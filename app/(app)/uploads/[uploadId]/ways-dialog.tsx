"use client";

import { useFormatter, useTranslations } from "next-intl";
import { type ReactNode, useEffect, useId, useState } from "react";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import { groupByCollection } from "@/lib/apps";
import type { OwnList } from "@/lib/follows";
import { ownListsAction, type PlanTarget } from "./plan-actions";
import type { AppChoice } from "./view";

const kinds = ["follows", "list", "starter_pack"] as const satisfies PlanTarget["kind"][];
const NEW_LIST = "";

/** What else can be done with everybody who is ticked: follow them in several apps, or put them on a list. */
export function WaysDialog({
  count,
  apps,
  mainApp,
  first,
  onChoose,
  onClose,
}: {
  count: number;
  apps: AppChoice[];
  /** Id of the app that the list is followed in. */
  mainApp: string;
  /** Ids of the apps that are ticked when it opens. */
  first: string[];
  onChoose: (target: PlanTarget) => void;
  onClose: () => void;
}) {
  const t = useTranslations("follows.ways");
  const [kind, setKind] = useState<PlanTarget["kind"]>("follows");
  const format = useFormatter();
  const groups = groupByCollection(apps);
  const nameOfGroup = (appId: string) =>
    groups.find((group) => group.some(({ id }) => id === appId))?.[0].id ?? appId;
  const main = nameOfGroup(mainApp);
  const [chosen, setChosen] = useState([...new Set(first.map(nameOfGroup))]);
  const [onlyUsers, setOnlyUsers] = useState(true);
  const [rkey, setRkey] = useState(NEW_LIST);
  const [name, setName] = useState("");
  const lists = useOwnLists(kind === "list");
  const app = apps.find(({ id }) => id === mainApp)?.name ?? mainApp;
  const isNamed = kind === "starter_pack" || (kind === "list" && rkey === NEW_LIST);

  function choose() {
    if (kind === "follows") onChoose({ kind, apps: chosen, onlyUsers });
    else if (kind === "starter_pack") onChoose({ kind, name });
    else onChoose({ kind, list: rkey === NEW_LIST ? { name } : { rkey } });
  }

  return (
    <Dialog title={t("title", { count })} onClose={onClose}>
      <form
        className="space-y-5"
        onSubmit={(event) => {
          event.preventDefault();
          choose();
        }}
      >
        <fieldset>
          <legend className="only-read">{t("what")}</legend>
          {kinds.map((one) => (
            <Option
              key={one}
              type="radio"
              name="kind"
              checked={kind === one}
              onChange={() => setKind(one)}
              note={one !== "follows" && t(`${one}Text`)}
            >
              {t(one)}
            </Option>
          ))}
        </fieldset>
        {kind === "follows" && (
          <fieldset>
            <legend className="font-semibold">{t("where")}</legend>
            <div className="grid gap-x-4 sm:grid-cols-2">
              {groups.map(([{ id, name: appName }, ...others]) => (
                <Option
                  key={id}
                  type="checkbox"
                  checked={chosen.includes(id)}
                  onChange={(isChosen) =>
                    setChosen(isChosen ? [...chosen, id] : chosen.filter((one) => one !== id))
                  }
                  note={
                    others.length > 0 &&
                    t("shared", { apps: format.list(others.map((other) => other.name)) })
                  }
                >
                  {appName}
                </Option>
              ))}
            </div>
            {chosen.some((id) => id !== main) && (
              <Option type="checkbox" checked={onlyUsers} onChange={setOnlyUsers}>
                {t("onlyUsers", { app })}
              </Option>
            )}
          </fieldset>
        )}
        {kind === "list" && <ListChoice lists={lists} rkey={rkey} onChoose={setRkey} />}
        {isNamed && <NameField name={name} onChange={setName} />}
        <Button look="main" type="submit" disabled={kind === "follows" && chosen.length === 0}>
          {t("next")}
        </Button>
      </form>
    </Dialog>
  );
}

/** The person's lists, asked for when they are first needed. Undefined until then, null when they cannot be had. */
function useOwnLists(isNeeded: boolean) {
  const [lists, setLists] = useState<OwnList[] | null>();
  useEffect(() => {
    if (!isNeeded) return;
    ownListsAction().then(setLists, () => setLists(null));
  }, [isNeeded]);
  return lists;
}

function ListChoice({
  lists,
  rkey,
  onChoose,
}: {
  lists: OwnList[] | null | undefined;
  rkey: string;
  onChoose: (rkey: string) => void;
}) {
  const t = useTranslations("follows.ways");
  const field = useId();
  return (
    <div className="space-y-1" aria-busy={lists === undefined}>
      <label htmlFor={field} className="block font-semibold">
        {t("whichList")}
      </label>
      <select
        id={field}
        value={rkey}
        onChange={(event) => onChoose(event.target.value)}
        className="min-h-11 w-full rounded-6 border border-edge bg-paper px-3"
      >
        <option value={NEW_LIST}>{t("newList")}</option>
        {lists?.map((list) => (
          <option key={list.rkey} value={list.rkey}>
            {list.name}
          </option>
        ))}
      </select>
      {lists === null && <p className="text-13 text-trouble">{t("noLists")}</p>}
    </div>
  );
}

function NameField({ name, onChange }: { name: string; onChange: (name: string) => void }) {
  const t = useTranslations("follows.ways");
  const field = useId();
  return (
    <div className="space-y-1">
      <label htmlFor={field} className="block font-semibold">
        {t("name")}
      </label>
      <input
        id={field}
        value={name}
        required
        // As many letters as a list's name may have (app.bsky.graph.list).
        maxLength={64}
        pattern=".*\S.*"
        onChange={(event) => onChange(event.target.value)}
        className="min-h-11 w-full rounded-6 border border-edge bg-paper px-3"
      />
    </div>
  );
}

function Option({
  type,
  name,
  checked,
  onChange,
  note,
  children,
}: {
  type: "radio" | "checkbox";
  name?: string;
  checked: boolean;
  onChange: (isChecked: boolean) => void;
  note?: ReactNode;
  children: ReactNode;
}) {
  return (
    <label className="flex min-h-10 items-start gap-3 py-2">
      <input
        type={type}
        name={name}
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="mt-0.5 size-5 shrink-0 accent-accent"
      />
      <span>
        {children}
        {note && <span className="block text-13 text-ink-soft">{note}</span>}
      </span>
    </label>
  );
}
