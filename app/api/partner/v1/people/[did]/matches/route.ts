import { listSharedMatches, matchBody } from "@/lib/sharing";
import { answerPartner, NumberedPageQuery, queryOf } from "../../../answer";

export function GET(request: Request, { params }: { params: Promise<{ did: string }> }) {
  return answerPartner(request, async (partner) => {
    const { after, limit } = queryOf(request, NumberedPageQuery);
    const did = decodeURIComponent((await params).did);
    const matches = await listSharedMatches(partner, did, { after, take: limit });
    if (!matches) return null;
    const last = matches.length === limit ? matches.at(-1) : undefined;
    return { body: { matches: matches.map(matchBody), next: last ? String(last.id) : null } };
  });
}
