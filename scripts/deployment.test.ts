import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { settingNames } from "../lib/env";

type Service = {
  image: string;
  command?: string[];
  read_only?: boolean;
  cap_drop?: string[];
  environment?: Record<string, string>;
  healthcheck?: { test?: string[]; disable?: boolean };
  depends_on?: Record<string, { condition: string }>;
};

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (file: string) => readFileSync(join(root, file), "utf8");
const { services } = parse(read("docker-compose.yml"), { merge: true }) as {
  services: Record<string, Service>;
};
const ours = ["migrate", "app", "worker"];
const dockerfile = read("Dockerfile");

test("Compose has a database, migrations, app, worker and Tap", () => {
  expect(Object.keys(services).toSorted()).toEqual(["app", "db", "migrate", "tap", "worker"]);
});

describe.each(ours)("the container of %s", (name) => {
  const service = services[name] as Service;

  test("is an ordinary user's, without capabilities, on a read-only root", () => {
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(service.read_only).toBe(true);
    expect(service.cap_drop).toEqual(["ALL"]);
  });

  test("runs a script that is there, with settings that there are", () => {
    const [script] = (service.command ?? ["scripts/serve.ts"]).filter((word) =>
      word.endsWith(".ts"),
    );
    expect(existsSync(join(root, script ?? "nowhere"))).toBe(true);
    const known = [...settingNames, "HOST", "PORT", "POSTGRES_PASSWORD"];
    expect(Object.keys(service.environment ?? {}).filter((key) => !known.includes(key))).toEqual(
      [],
    );
  });
});

test("nothing that uses the database starts before it is migrated", () => {
  for (const name of ["app", "worker"]) {
    expect(services[name]?.depends_on?.migrate?.condition).toBe("service_completed_successfully");
  }
  expect(services.migrate?.depends_on?.db?.condition).toBe("service_healthy");
});

test("what stays is asked whether it is well: the app by the image's own question", () => {
  expect(dockerfile).toMatch(/HEALTHCHECK.*api\/health/s);
  for (const name of ["db", "worker", "tap"]) {
    expect(services[name]?.healthcheck?.test?.length, name).toBeGreaterThan(1);
  }
  expect(services.worker?.healthcheck?.test?.join()).toContain(
    services.worker?.environment?.HEARTBEAT_FILE,
  );
});

test("the app does not know the owner's password, and leaves the background work to the worker", () => {
  expect(services.app?.environment).toMatchObject({ POSTGRES_PASSWORD: "", RUN_JOBS: "false" });
});
