import { getRequestConfig } from "next-intl/server";
import messages from "@/messages/en";

/** The language of a request, and its messages. */
export default getRequestConfig(async () => ({ locale: "en", messages, timeZone: "UTC" }));
