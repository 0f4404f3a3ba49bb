// `npm test`: every test there is; `npm test -- --only unit|browser [pattern …]` runs a part.
import { mkdir, readFile, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startChild } from "./child";
import { runUntilStopped } from "./run-until-stopped";

/** How many tests passed, and what failed, each with its name. */
type Outcome = { passed: number; failed: string[] };

const root = fileURLToPath(new URL("..", import.meta.url));
const results = fileURLToPath(new URL("../test-results", import.meta.url));
const [unitReport, browserReport] = [`${results}/unit.json`, `${results}/browser.json`];

await runUntilStopped(async (stopLater) => {
  const { only, patterns } = readArguments();
  await mkdir(results, { recursive: true });
  const outcomes: Outcome[] = [];
  if (only !== "browser") outcomes.push(await runUnitTests());
  if (only !== "unit") outcomes.push(await runBrowserTests());

  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failed = outcomes.flatMap((outcome) => outcome.failed);
  console.log(["", ...failed.map((name) => `failed: ${name}`), ""].join("\n"));
  console.log(`${passed} passed, ${failed.length} failed`);
  return failed.length > 0 ? 1 : 0;

  async function runUnitTests(): Promise<Outcome> {
    const reports = ["--reporter=default", "--reporter=json", `--outputFile.json=${unitReport}`];
    await rm(unitReport, { force: true });
    const code = await run("vitest", ["run", ...reports, ...patterns], { NODE_ENV: "test" });
    return outcomeOf("vitest", code, await readReport<VitestReport>(unitReport), ofVitest);
  }

  async function runBrowserTests(): Promise<Outcome> {
    const code = await run("next", ["build"], { NODE_ENV: "production" });
    if (code !== 0) return { passed: 0, failed: ["next build"] };
    await rm(browserReport, { force: true });
    const tested = await run("playwright", ["test", ...patterns]);
    return outcomeOf("playwright", tested, await readReport<Suite>(browserReport), ofPlaywright);
  }

  function run(tool: string, args: string[], settings: Record<string, string> = {}) {
    const command = [`${root}node_modules/.bin/${tool}`, ...args];
    const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...settings };
    // What ends a test runner in good order, its browsers and servers with it.
    const child = startChild(process.execPath, command, { cwd: root, env, signal: "SIGINT" });
    stopLater(child.stop);
    return child.ended;
  }
});

function readArguments() {
  const { values, positionals } = parseArgs({
    options: { only: { type: "string" } },
    allowPositionals: true,
  });
  const { only } = values;
  if (only !== undefined && only !== "unit" && only !== "browser") {
    throw new Error("--only takes `unit` or `browser`.");
  }
  if (positionals.length > 0 && !only) {
    throw new Error("A pattern needs --only: the two runners have different files.");
  }
  return { only, patterns: positionals };
}

/** A runner that fails without a failed test, or leaves no report, is a failure too. */
function outcomeOf<Report>(
  runner: string,
  code: number,
  report: Report | null,
  read: (report: Report) => Outcome,
): Outcome {
  const outcome = report ? read(report) : { passed: 0, failed: [] };
  if ((code === 0 && report) || outcome.failed.length > 0) return outcome;
  return { ...outcome, failed: [`${runner} ended with exit code ${code}`] };
}

type VitestReport = {
  testResults: {
    name: string;
    status: string;
    assertionResults: { fullName: string; status: string }[];
  }[];
};

/** A test that was skipped has not passed. */
function ofVitest({ testResults }: VitestReport): Outcome {
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const isPassed = ({ status }: { status: string }) => status === "passed";
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.every(isPassed),
  );
  const failed = tests.filter((test) => !isPassed(test));
  return {
    passed: tests.length - failed.length,
    failed: [
      ...broken.map(({ name }) => name),
      ...failed.map(({ fullName, status }) => nameAndStatus(fullName, status)),
    ],
  };
}

type Suite = {
  title: string;
  suites?: Suite[];
  specs?: { title: string; tests: { status: string }[] }[];
  errors?: { message: string }[];
};

function ofPlaywright(suite: Suite): Outcome {
  const tests = testsOf(suite);
  const failed = tests.filter(({ status }) => status !== "expected");
  return {
    passed: tests.length - failed.length,
    failed: failed.map(({ name, status }) => nameAndStatus(name, status)),
  };
}

function testsOf({ title, suites = [], specs = [] }: Suite): { name: string; status: string }[] {
  const own = specs.flatMap((spec) =>
    spec.tests.map(({ status }) => ({ name: `${title} › ${spec.title}`, status })),
  );
  return [...own, ...suites.flatMap(testsOf)];
}

function nameAndStatus(name: string, status: string) {
  return status === "failed" || status === "unexpected" ? name : `${name} (${status})`;
}

async function readReport<Report>(file: string): Promise<Report | null> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Report;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
