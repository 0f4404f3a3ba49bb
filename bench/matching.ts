// How well names are matched, beside the peers' rules, on pairs of accounts and a directory of handles.
//   npm run bench:matching -- --pairs FILE --directory FILE [--folds N]
// pairs: source_platform, source_username, source_display_name, bsky_handle, bsky_display_name
// directory: handle, display_name
// --folds N scores each person with weights fitted without that Nth of the people: for the pairs
// that the shipped weights come from.
import { parseArgs } from "node:util";
import { MODEL, MODEL_VERSION } from "@/lib/matching/score/model";
import { scoreWith } from "@/lib/matching/score/score";
import { qualityOf } from "./matching/answers";
import { intervalOf } from "./matching/bootstrap";
import { Directory, readDirectory } from "./matching/directory";
import { answersOf, crossFitted, type Result, scoreAll, shippedModel } from "./matching/ours";
import { readPairs } from "./matching/pairs";
import { peerRows } from "./matching/peer-rows";
import { fixed, reportProgress, table } from "./matching/report";
import {
  candidatesOf,
  casesOf,
  partOf,
  poolOf,
  trainingSamples,
  withoutTruth,
} from "./matching/sample";
import * as sections from "./matching/sections";

const { values } = parseArgs({
  options: {
    pairs: { type: "string" },
    directory: { type: "string" },
    folds: { type: "string", default: "0" },
  },
});
if (!values.pairs || !values.directory) {
  console.error("usage: npm run bench:matching -- --pairs FILE --directory FILE [--folds N]");
  process.exit(2);
}

const { sure, look, floor } = MODEL.bands;
step("reading the files");
const directory = readDirectory(values.directory);
const { queries, accounts, people } = readPairs(values.pairs);
const pool = poolOf(directory, accounts);
const index = new Directory(pool);
const folds = Number(values.folds);
if (folds > 1) step("fitting weights without each fold");
const models =
  folds > 1 ? crossFitted(folds, trainingSamples(queries, directory, accounts)) : shippedModel;

step("candidates and scores");
const cases = casesOf(queries, index);
const there = scoreAll(cases, models);
const absent = scoreAll(withoutTruth(cases), models);

console.log(`${queries.length} names of ${people} people, ${pool.length} accounts`);
console.log(
  `model ${MODEL_VERSION}, ${folds > 1 ? `weights fitted in ${folds} folds by person` : "weights as shipped"}`,
);
console.log(`sure from ${sure}, look from ${look}, weak from ${floor}`);
printMethods();
printIntervals();
printGrowth();
printVariations();
section("By kind of relation", sections.byRelation(there, absent));
section("By platform", sections.byPlatform(there, absent));
printCalibration();
section("Candidates alone", sections.candidateSources(queries, index));
console.log(`keys per account of the directory: ${sections.keysPerAccount(pool).toFixed(2)}`);
printSpeed();
section("The hundred worst errors", sections.worstErrors(there, absent, 100));

function printMethods() {
  const progress = reportProgress("names looked at as the peers do");
  const head = ["method", "P", "R", "F1", "R@5", "answered though absent"];
  section(
    "Methods",
    table([
      head,
      ...peerRows(queries, index, (done) => progress(done, queries.length)),
      sections.methodRow("ours: found (sure or look)", there, absent, look),
      sections.methodRow("ours: sure", there, absent, sure),
      sections.methodRow("ours: anything shown", there, absent, floor),
    ]),
  );
}

function printIntervals() {
  const figures: [string, (results: Result[]) => number][] = [
    ["F1 of found", (results) => qualityOf(answersOf(results, look)).f1],
    ["precision of found", (results) => qualityOf(answersOf(results, look)).precision],
    ["recall at 5", (results) => qualityOf(answersOf(results, floor)).recallAt5],
    ["precision of sure", (results) => qualityOf(answersOf(results, sure)).precision],
    ["recall of sure", (results) => qualityOf(answersOf(results, sure)).recall],
  ];
  const rows = figures.map(([name, figure]) => {
    const [from, to] = intervalOf(there, ({ one }) => one.query.person, figure);
    return [name, fixed(figure(there)), fixed(from), fixed(to)];
  });
  section("Bootstrap by person, 95 %", table([["figure", "value", "from", "to"], ...rows]));
}

/** Strangers given for people who are not there, as the pool grows. */
function printGrowth() {
  step("smaller pools");
  const rows = [1 / 20, 1 / 4, 1].map((share) => {
    const part = new Directory(partOf(pool, share, accounts));
    const results = scoreAll(withoutTruth(casesOf(queries, part)), models);
    return [part.accounts.length, ...sections.answered(results, [sure, look, floor])];
  });
  section(
    "Absent people, by size of the pool",
    table([["accounts", "sure", "found", "any"], ...rows]),
  );
}

function printVariations() {
  step("variations");
  const nameless = queries.map((query) => ({ ...query, displayName: "" }));
  const bare = new Directory(pool.map(({ handle }) => ({ handle })));
  const variants: [string, Result[], Result[]][] = [
    ["as above", there, absent],
    ["username only", ...bothWays(casesOf(nameless, index))],
    ["no display names in the directory", ...bothWays(casesOf(queries, bare))],
    ["as if the pool were the whole network", ...bothWays(cases, { networkSize: undefined })],
  ];
  section("Variations", sections.byVariant(variants));
}

function bothWays(all: typeof cases, context = {}): [Result[], Result[]] {
  return [scoreAll(all, models, context), scoreAll(withoutTruth(all), models, context)];
}

/** The score supposes that half of the people are there; told another share, it should keep that promise too. */
function printCalibration() {
  const half = sections.calibration(there, absent, 0.5);
  section("Calibration: half of the people are there, as the score supposes", half);
  for (const share of [0.95, 0.2]) {
    const told = bothWays(cases, { shareOnNetwork: share });
    const words = `${100 * share} % of the people are there`;
    section(`Calibration: ${words}, and the score is told`, sections.calibration(...told, share));
    section(`Calibration: ${words}, untold`, sections.calibration(there, absent, share));
  }
}

/** Candidates by keys and search, and their scores: processor time, the best of three runs. */
function printSpeed() {
  step("speed");
  const scored = cases.reduce((sum, { candidates }) => sum + candidates.length, 0);
  const whole = fastest(() => {
    for (const query of queries) {
      scoreWith(MODEL, query, candidatesOf(index, query), { networkSize: pool.length });
    }
  });
  const scoring = fastest(() => scoreAll(cases, shippedModel));
  section(
    "Speed, one core",
    table([
      ["", "per second"],
      ["names, from keys to scores", Math.round(queries.length / whole)],
      ["candidates scored", Math.round(scored / scoring)],
    ]),
  );
}

function fastest(work: () => void): number {
  const seconds = [1, 2, 3].map(() => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  });
  return Math.min(...seconds);
}

/** Says on stderr what is going on, apart from the figures. */
function step(what: string) {
  console.error(`${what} …`);
}

function section(title: string, text: string) {
  console.log(`\n## ${title}\n${text}`);
}
