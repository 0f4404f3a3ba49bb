import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { Readable } from "node:stream";

/** Opens a file as a Blob of any size; Node's own `openAsBlob` loses count at four gigabytes. */
export async function openFileBlob(path: string): Promise<Blob> {
  return new FileBlob(path, 0, (await stat(path)).size);
}

class FileBlob extends Blob {
  readonly #path: string;
  readonly #start: number;

  constructor(path: string, start: number, end: number) {
    super();
    this.#path = path;
    this.#start = start;
    Object.defineProperty(this, "size", { value: end - start });
  }

  override slice(from = 0, to = this.size): Blob {
    const start = Math.min(Math.max(from, 0), this.size);
    const end = Math.min(Math.max(to, start), this.size);
    return new FileBlob(this.#path, this.#start + start, this.#start + end);
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    const bytes = new Uint8Array(this.size);
    await using file = await open(this.#path);
    let length = 0;
    while (length < bytes.length) {
      const { bytesRead } = await file.read(
        bytes,
        length,
        bytes.length - length,
        this.#start + length,
      );
      if (bytesRead === 0) throw new Error(`${this.#path} became shorter while it was read.`);
      length += bytesRead;
    }
    return bytes.buffer;
  }

  override async text(): Promise<string> {
    return new TextDecoder().decode(await this.arrayBuffer());
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    if (this.size === 0) return new Blob().stream();
    const end = this.#start + this.size - 1;
    const source = createReadStream(this.#path, {
      start: this.#start,
      end,
      highWaterMark: 1 << 20,
    });
    return Readable.toWeb(source) as ReadableStream<Uint8Array<ArrayBuffer>>;
  }
}
