import { useEffect, useState } from "react";

export type Suggestion = { did: string; handle: string; displayName?: string; avatar?: string };
type Account = Suggestion & { labels?: { val: string; neg?: boolean }[] };

const PAUSE_MS = 250;
const MOST = 6;

/** Accounts whose handle or name begins with what is typed. `appView`: whom to ask; null asks nobody. */
export function useSuggestions(typed: string, appView: string | null): Suggestion[] {
  const [found, setFound] = useState<{ text: string; actors: Suggestion[] }>({
    text: "",
    actors: [],
  });
  const text = typed.trim().replace(/^@/, "");

  useEffect(() => {
    if (!appView || text.length < 2) return;
    const gone = new AbortController();
    const wait = setTimeout(async () => {
      const url = new URL("/xrpc/app.bsky.actor.searchActorsTypeahead", appView);
      url.search = new URLSearchParams({ q: text, limit: String(MOST) }).toString();
      try {
        const response = await fetch(url, { signal: gone.signal, credentials: "omit" });
        if (!response.ok) return;
        const { actors } = (await response.json()) as { actors: Account[] };
        setFound({ text, actors: actors.filter(mayBeShown) });
      } catch {
        // Suggestions are a convenience: without them the handle is typed to its end.
      }
    }, PAUSE_MS);
    return () => {
      clearTimeout(wait);
      gone.abort();
    };
  }, [appView, text]);

  return appView && text.startsWith(found.text) ? found.actors : [];
}

/** Nobody is signed in here yet, and some accounts ask to be shown only to people who are: their owners type to the end. */
function mayBeShown({ labels = [] }: Account) {
  return !labels.some(({ val, neg }) => val === "!no-unauthenticated" && !neg);
}
