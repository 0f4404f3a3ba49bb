"use client";

import { type Remote, wrap } from "comlink";
import { useEffect, useState } from "react";
import type { ReaderApi } from "./reader.worker";

/** The worker that reads exports, made at first use. `stop` ends whatever it does and forgets its lists. */
class ReaderWorker {
  #worker: Worker | null = null;
  #api: Remote<ReaderApi> | null = null;
  #broken: Promise<never> | null = null;

  get api(): Remote<ReaderApi> {
    this.#worker ??= new Worker(new URL("./reader.worker.ts", import.meta.url), { type: "module" });
    this.#api ??= wrap<ReaderApi>(this.#worker);
    return this.#api;
  }

  /** The answer to a question; fails when the worker does, which then answers nothing any more. */
  async ask<Answer>(question: (api: Remote<ReaderApi>) => Promise<Answer>): Promise<Answer> {
    const answer = question(this.api);
    this.#broken ??= new Promise((_, reject) => {
      this.#worker?.addEventListener("error", (event) => reject(new Error(event.message)));
    });
    return Promise.race([answer, this.#broken]);
  }

  stop() {
    this.#worker?.terminate();
    this.#worker = null;
    this.#api = null;
    this.#broken = null;
  }
}

/** A reader of this page's own, which ends with it. */
export function useReader() {
  const [reader] = useState(() => new ReaderWorker());
  useEffect(() => () => reader.stop(), [reader]);
  return reader;
}
