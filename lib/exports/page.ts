import { Parser } from "htmlparser2";

/** What lists in HTML and OPML are made of, in document order. */
type PageItem =
  | { type: "title" | "heading" | "text"; text: string }
  | { type: "link"; text: string; href: string }
  | { type: "outline"; attributes: Record<string, string> };

/** An HTML or XML document that can be walked as often as readers need. */
export interface Page {
  walk(onItem: (item: PageItem) => void): void;
}

export function openPage(text: string): Page {
  return { walk: (onItem) => walk(text, onItem) };
}

// Pieces keep the parser's buffer small.
const pieceLength = 1 << 20;

function walk(text: string, onItem: (item: PageItem) => void): void {
  let open: { type: "title" | "heading" | "link"; text: string; href: string } | null = null;
  let loose = "";
  let unread = 0;
  const flush = () => {
    const trimmed = loose.trim();
    if (trimmed !== "") onItem({ type: "text", text: trimmed });
    loose = "";
  };
  // What blocks keep apart on the page are separate words, and separate texts.
  const separate = () => {
    if (open) open.text += " ";
    else flush();
  };
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name === "script" || name === "style") unread++;
        const type = itemTypes.get(name);
        if (type) {
          flush();
          open = { type, text: "", href: attributes.href ?? "" };
        } else if (name === "outline") onItem({ type: "outline", attributes });
        else if (!inline.has(name)) separate();
      },
      ontext(data) {
        if (unread > 0) return;
        if (open) open.text += data;
        else loose += data;
      },
      onclosetag(name) {
        if (name === "script" || name === "style") unread--;
        const item = open;
        if (item && itemTypes.get(name) === item.type) {
          const inside = item.text.trim();
          if (item.type === "link") onItem({ type: "link", text: inside, href: item.href });
          else if (inside !== "") onItem({ type: item.type, text: inside });
          open = null;
        } else if (!inline.has(name)) separate();
      },
    },
    { decodeEntities: true },
  );
  for (let index = 0; index < text.length; index += pieceLength) {
    parser.write(text.slice(index, index + pieceLength));
  }
  parser.end();
  flush();
}

const itemTypes = new Map<string, "title" | "heading" | "link">([
  ["title", "title"],
  ["h1", "title"],
  ["h2", "heading"],
  ["h3", "heading"],
  ["a", "link"],
]);

const inline = new Set(["b", "i", "em", "strong", "span", "u", "bdi", "wbr", "small"]);
