import { tracing } from "@opentelemetry/sdk-node";

const ADDRESSES = ["http.target", "http.url", "url.full", "url.query"];

/** Takes the query string, which may hold a name or a code, off the addresses that spans carry. */
export class HideAddresses extends tracing.NoopSpanProcessor {
  override onStart(span: tracing.Span) {
    for (const name of ADDRESSES) {
      const address = span.attributes[name];
      if (typeof address === "string") span.setAttribute(name, address.replace(/\?.*$/, ""));
    }
  }
}
