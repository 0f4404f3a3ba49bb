import { Acknowledgement, acknowledge } from "@/lib/sharing";
import { answerPartner, bodyOf } from "../../answer";

export function POST(request: Request) {
  return answerPartner(request, async (partner) => {
    const { ids } = await bodyOf(request, Acknowledgement);
    return { body: { acknowledged: await acknowledge(partner, ids.map(BigInt)) } };
  });
}
