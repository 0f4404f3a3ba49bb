import type { Arrival } from "@/lib/arrivals";
import { bandOf } from "@/lib/matching";

/** An arrival as it goes to the browser: ids that JSON can carry. */
export type ArrivalView = Omit<Arrival, "matchId" | "accountId"> & {
  matchId: string;
  accountId: string;
  isSure: boolean;
};

export function arrivalView(arrival: Arrival): ArrivalView {
  return {
    ...arrival,
    matchId: arrival.matchId.toString(),
    accountId: arrival.accountId.toString(),
    isSure: bandOf(arrival.score) === "sure",
  };
}
