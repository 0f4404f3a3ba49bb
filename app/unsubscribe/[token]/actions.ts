"use server";

import { stopMessages } from "@/lib/notifications";

/** For whoever has the message, signed in or not. */
export async function stopMessagesAction(token: string): Promise<"stopped" | "unreadable"> {
  return (await stopMessages(String(token))) ? "stopped" : "unreadable";
}
