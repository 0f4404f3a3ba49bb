// Runs before each test file that works on a database: gives it one of its own.
import { inject } from "vitest";
import { copyDatabase } from "./postgres";

const worker = process.env.VITEST_POOL_ID ?? "1";
process.env.DATABASE_URL = await copyDatabase(inject("postgres"), `atlast_worker_${worker}`);
process.env.PUBLIC_URL ??= "http://127.0.0.1:3000";
process.env.ENCRYPTION_KEYS ??= `test:${Buffer.alloc(32, 7).toString("base64url")}`;
process.env.AUTH_SECRET ??= "a secret that only the tests know, long enough";
