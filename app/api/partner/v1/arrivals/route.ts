import { arrivalBody, listArrivals } from "@/lib/sharing";
import { answerPartner, NumberedPageQuery, queryOf } from "../answer";

export function GET(request: Request) {
  return answerPartner(request, async (partner) => {
    const { after, limit } = queryOf(request, NumberedPageQuery);
    const arrivals = await listArrivals(partner, { after, take: limit });
    const last = arrivals.length === limit ? arrivals.at(-1) : undefined;
    return { body: { arrivals: arrivals.map(arrivalBody), next: last ? String(last.id) : null } };
  });
}
