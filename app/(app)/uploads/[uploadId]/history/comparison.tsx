import { getFormatter, getTranslations } from "next-intl/server";
import { Button } from "@/app/_ui/button";
import { compareLists, type Names } from "@/lib/history";
import type { Upload } from "@/lib/uploads";
import type { UserDid } from "@/lib/users";

/** Who is on a list and was not on an older one, and the other way round. */
export async function Comparison({
  user,
  upload,
  older,
  chosen,
}: {
  user: UserDid;
  upload: Upload;
  older: Upload[];
  chosen: Upload;
}) {
  const [t, format, compared] = await Promise.all([
    getTranslations("history"),
    getFormatter(),
    compareLists(user, upload.id, chosen.id),
  ]);
  return (
    <>
      <form className="flex flex-wrap items-end gap-3">
        <div className="min-w-0 space-y-1">
          <label htmlFor="with" className="block">
            {t("with")}
          </label>
          <select
            id="with"
            name="with"
            defaultValue={chosen.id}
            className="min-h-10 w-full rounded-6 border border-edge bg-raised px-3"
          >
            {older.map(({ id, name, createdAt }) => (
              <option key={id} value={id}>
                {name} · {format.dateTime(createdAt, { dateStyle: "medium", timeStyle: "short" })}
              </option>
            ))}
          </select>
        </div>
        <Button type="submit">{t("show")}</Button>
      </form>
      {compared && (
        <>
          <p>{t("stayed", { count: compared.stayed })}</p>
          <NameList title={t("added", { count: compared.added.count })} names={compared.added} />
          <NameList title={t("left", { count: compared.left.count })} names={compared.left} />
        </>
      )}
    </>
  );
}

async function NameList({ title, names }: { title: string; names: Names }) {
  const t = await getTranslations("history");
  const more = names.count - names.first.length;
  if (names.count === 0) return <p>{title}</p>;
  return (
    <details>
      <summary className="text-accent">{title}</summary>
      <ul className="mt-2 columns-2 gap-6 sm:columns-3">
        {names.first.map((name) => (
          <li key={name} dir="auto" className="truncate">
            {name}
          </li>
        ))}
      </ul>
      {more > 0 && <p className="mt-2 text-13 text-ink-soft">{t("more", { count: more })}</p>}
    </details>
  );
}
