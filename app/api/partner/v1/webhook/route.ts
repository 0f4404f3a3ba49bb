import { removeWebhook, setWebhook, WebhookInput } from "@/lib/sharing";
import { answerPartner, bodyOf } from "../answer";

export function PUT(request: Request) {
  return answerPartner(request, async (partner) => {
    const { url } = await bodyOf(request, WebhookInput);
    return { body: { url, secret: await setWebhook(partner, url) } };
  });
}

export function DELETE(request: Request) {
  return answerPartner(request, async (partner) => {
    await removeWebhook(partner);
    return { status: 204 };
  });
}
