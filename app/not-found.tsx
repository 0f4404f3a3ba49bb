import { NotFoundText } from "./_ui/not-found-text";

/** An address that leads nowhere. */
export default function NotFoundPage() {
  return (
    <main id="content" className="page py-8">
      <NotFoundText />
    </main>
  );
}
