"use server";

import { revalidatePath } from "next/cache";
import { getLocale } from "next-intl/server";
import { z } from "zod";
import { requireUser } from "@/lib/auth";
import { type MessageProblem, sendTestMessage, setMessageFrequency } from "@/lib/notifications";

const Input = z.object({ frequency: z.enum(["off", "daily", "weekly"]) });

type Outcome = MessageProblem | "done" | null;

export async function saveMessagesAction(_previous: Outcome, form: FormData): Promise<Outcome> {
  const user = await requireUser();
  const { frequency } = Input.parse(Object.fromEntries(form));
  const problem = await setMessageFrequency(user.did, frequency, await getLocale());
  if (problem) return problem;
  revalidatePath("/settings");
  return "done";
}

export async function testMessageAction(_previous: Outcome): Promise<Outcome> {
  const user = await requireUser();
  const problem = await sendTestMessage(user.did);
  if (problem) return problem;
  revalidatePath("/settings");
  return "done";
}
