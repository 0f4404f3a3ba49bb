#!/usr/bin/env node
// Prisma's schema engine for places where its native build cannot be downloaded: the WebAssembly build that the
// `prisma` package bundles, spoken to as the CLI speaks to the native one (JSON-RPC lines on stdin and stdout).
// scripts/prisma.mjs hands it to the CLI as PRISMA_SCHEMA_ENGINE_BINARY.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

// The arguments that the CLI gives a schema engine: `--version`, `cli …`, or `--datamodels <file> --datasource <json>`.
const args = process.argv.slice(2);
const engineWasm = await loadEngine();

if (args.includes("--version")) {
  console.log(`schema-engine-cli wasm ${engineWasm.version()}`);
  process.exit(0);
}
// `cli can-connect-to-database` and `cli create-database`: the first statement of the real work answers better.
if (args.includes("cli")) process.exit(0);

const { default: pg } = await import("pg");
const { PrismaPg } = await import("@prisma/adapter-pg");
const { ColumnTypeEnum, bindMigrationAwareSqlAdapterFactory } = await import(
  "@prisma/driver-adapter-utils"
);

const OID_INTERNAL_CHAR = 18;
const OID_BPCHAR = 1042;
const { datasourceUrl, datamodels } = readArguments(args);
await answerRequests(await startEngine());
process.exit(0);

/** The engine; or, where it cannot start (no database there), the error that every request is answered with. */
async function startEngine() {
  try {
    return await engineWasm.SchemaEngine.new(
      { datamodels: datamodels.length > 0 ? datamodels : undefined },
      () => {},
      bindMigrationAwareSqlAdapterFactory(engineDatabases(datasourceUrl)),
    );
  } catch (error) {
    return error;
  }
}

/** The WebAssembly module of the installed prisma, with the JavaScript glue of the same version. */
async function loadEngine() {
  const glue = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const prisma = createRequire(import.meta.url).resolve("prisma/package.json");
  const wasm = readFileSync(prisma.replace(/package\.json$/, "build/schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(wasm, { "./schema_engine_bg.js": glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => console.error(message) };
  return glue;
}

function readArguments(args) {
  let datasourceUrl = "";
  const datamodels = [];
  for (let i = 0; i < args.length; i++) {
    if (args[i] === "--datasource") datasourceUrl = JSON.parse(args[++i]).url;
    else if (args[i] === "--datamodels") {
      const file = args[++i];
      datamodels.push([file, readFileSync(file, "utf8")]);
    }
  }
  return { datasourceUrl, datamodels };
}

async function answerRequests(engine) {
  const send = (message) =>
    process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);

  for await (const line of createInterface({ input: process.stdin })) {
    if (!line.trim()) continue;
    const { id, method, params } = JSON.parse(line);
    try {
      if (engine instanceof Error) throw engine;
      const result = await engine[method](params);
      // The native engine asks the CLI to print a diff; this one returns the text.
      if (method === "diff" && result.stdout) {
        send({ id: 0, method: "print", params: { content: result.stdout } });
      }
      send({ id, result: result ?? null });
    } catch (error) {
      const { message, meta, code: error_code } = error;
      const data = { is_panic: false, message, meta, error_code };
      send({ id, error: { code: 4466, message, data } });
    }
  }
}

/** The databases that the engine works on: the one at `url`, and shadow databases beside it. */
function engineDatabases(url) {
  // Introspection reads PostgreSQL's internal "char" type, which adapter-pg does not know: it passes as bpchar and is
  // declared a character again below. The engine sends one query at a time, so one variable is enough.
  let charColumns = [];
  const passInternalChar = (result) => {
    charColumns = [];
    result?.fields?.forEach((field, index) => {
      if (field.dataTypeID !== OID_INTERNAL_CHAR) return;
      field.dataTypeID = OID_BPCHAR;
      charColumns.push(index);
    });
    return result;
  };

  class Client extends pg.Client {
    query(config, values, callback) {
      if (typeof values === "function") return this.query(config, undefined, values);
      if (typeof callback !== "function") return super.query(config, values).then(passInternalChar);
      return super.query(config, values, (error, result) =>
        callback(error, passInternalChar(result)),
      );
    }
  }

  const repaired = (adapter) => {
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query);
      for (const index of charColumns) result.columnTypes[index] = ColumnTypeEnum.Character;
      return result;
    };
    // adapter-pg splits a script at every semicolon, also inside a function's body: send it whole.
    adapter.executeScript = (script) =>
      adapter
        .underlyingDriver()
        .query(script)
        .then(
          () => {},
          (error) => adapter.onError(error),
        );
    return adapter;
  };

  class EngineDatabases extends PrismaPg {
    constructor() {
      super({ connectionString: url, Client });
    }

    async connect() {
      return repaired(await super.connect());
    }

    async connectToShadowDb() {
      const name = `shadow_${crypto.randomUUID().replaceAll("-", "")}`;
      const shadowUrl = new URL(url);
      shadowUrl.pathname = `/${name}`;
      const admin = await this.connect();
      await admin.executeScript(`CREATE DATABASE ${name}`);
      const shadow = repaired(
        await new PrismaPg({ connectionString: shadowUrl.href, Client }).connect(),
      );
      // adapter-pg would drop the database while its own pool is still connected to it: close first.
      const close = shadow.dispose.bind(shadow);
      shadow.dispose = async () => {
        await close();
        await admin.executeScript(`DROP DATABASE ${name} WITH (FORCE)`);
        await admin.dispose();
      };
      return shadow;
    }
  }

  return new EngineDatabases();
}
