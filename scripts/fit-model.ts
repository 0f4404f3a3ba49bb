import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { readDirectory } from "@/bench/matching/directory";
import { fitRarity } from "@/bench/matching/fit-rarity";
import { fitWeights } from "@/bench/matching/fit-weights";
import { readPairs } from "@/bench/matching/pairs";
import { trainingSamples } from "@/bench/matching/sample";
import { MODEL, type Model } from "@/lib/matching/score/model";

const USAGE = `Fits the matching model and writes it to lib/matching/score.
  --pairs FILE      accounts of the same people: CSV with source_platform, source_username,
                    source_display_name, bsky_handle, bsky_display_name
  --directory FILE  accounts on the network: CSV with handle, display_name
  --rarity          fit rarity.json to the directory instead of weights.json to the pairs;
                    run without it afterwards, since the weights depend on it
The same files give the same model.`;

const { values } = parseArgs({
  options: {
    pairs: { type: "string" },
    directory: { type: "string" },
    rarity: { type: "boolean", default: false },
  },
});

if (!values.directory || !(values.pairs || values.rarity)) {
  console.error(USAGE);
  process.exit(2);
}
const directory = readDirectory(values.directory);

if (values.rarity) {
  write("lib/matching/score/rarity.json", fitRarity(directory));
} else if (values.pairs) {
  const { queries, accounts } = readPairs(values.pairs);
  const fitted = fitWeights(MODEL, trainingSamples(queries, directory, accounts));
  write("lib/matching/score/weights.json", withVersion(fitted));
  for (const [code, { weight, fitted: isFitted }] of Object.entries(fitted.weights)) {
    if (isFitted) console.log(code.padEnd(22), weight.toFixed(3));
  }
}

/** Other weights are another version. */
function withVersion(model: Model): Model {
  const isSame = JSON.stringify(model) === JSON.stringify(MODEL);
  return isSame ? model : { ...model, version: MODEL.version + 1 };
}

function write(file: string, content: unknown) {
  writeFileSync(new URL(`../${file}`, import.meta.url), `${JSON.stringify(content, null, 2)}\n`);
  console.log(`wrote ${file}`);
}
