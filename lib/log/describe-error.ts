import { mask } from "./mask";

const LONGEST = 300;

export type DescribedError = { type: string; code?: string; message: string; stack?: string };

/**
 * An error as it may be logged and kept. A database's message quotes the row that it is about, so of those only the code
 * and the names of table and constraint are left.
 */
export function describeError(error: unknown): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: "not an error" };
  const { name: type, code, cause, stack } = error as Error & { code?: unknown };
  const described = {
    type,
    code: typeof code === "string" ? code : undefined,
    message: databaseMessage(error) ?? mask(error.message).slice(0, LONGEST),
    // Where it came from, without the first lines, which repeat the message.
    stack: stack?.slice(stack.search(/^ {4}at /m)),
  };
  if (!(cause instanceof Error)) return described;
  const because = describeError(cause);
  return { ...described, message: `${described.message} (${because.type}: ${because.message})` };
}

function databaseMessage(error: Error) {
  const { meta, table, constraint, severity } = error as {
    meta?: { modelName?: string; code?: string; driverAdapterError?: { cause?: object } };
    table?: string;
    constraint?: string;
    severity?: string;
  };
  const isPrisma = error.name.startsWith("PrismaClient");
  if (!isPrisma && !severity) return null;
  const facts = isPrisma ? readPrismaCause(meta?.driverAdapterError?.cause) : [];
  return ["database error", meta?.modelName, table, constraint, ...facts].filter(Boolean).join(" ");
}

function readPrismaCause(cause: { kind?: string; originalCode?: string } = {}) {
  return [cause.kind, cause.originalCode];
}
