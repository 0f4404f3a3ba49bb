export { bandOf, LOOK_SCORE, MODEL_VERSION, SURE_SCORE } from "./model";
export { scoreCandidates } from "./score";
export type { Band, Candidate, Context, Evidence, EvidenceCode, Scored, Source } from "./types";
