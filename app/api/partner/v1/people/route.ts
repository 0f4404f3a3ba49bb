import { listConnected, personBody } from "@/lib/sharing";
import { answerPartner, PageQuery, queryOf } from "../answer";

export function GET(request: Request) {
  return answerPartner(request, async (partner) => {
    const { after, limit } = queryOf(request, PageQuery);
    const people = await listConnected(partner, { after, take: limit });
    const next = people.length === limit ? (people.at(-1)?.did ?? null) : null;
    return { body: { people: people.map(personBody), next } };
  });
}
