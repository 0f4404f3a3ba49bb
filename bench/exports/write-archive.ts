import { open } from "node:fs/promises";
import { crc32, deflateRawSync } from "node:zlib";

interface Entry {
  name: string;
  method: number;
  checksum: number;
  compressed: number;
  size: number;
  offset: number;
}

const largestMedia = 1_000_000_000;

/**
 * Writes a ZIP of about this size: media that take their place on paper only (holes in the file), and the members.
 * ZIP64 where the size asks for it. A library would write all the bytes.
 */
export async function writeArchive(
  path: string,
  size: number,
  members: Record<string, string>,
): Promise<void> {
  const file = await open(path, "w");
  const entries: Entry[] = [];
  let offset = 0;
  const add = async (entry: Omit<Entry, "offset">, content: Buffer | null) => {
    const header = localHeader(entry);
    await file.write(header, 0, header.length, offset);
    if (content) await file.write(content, 0, content.length, offset + header.length);
    entries.push({ ...entry, offset });
    offset += header.length + entry.compressed;
  };
  for (let left = size, number = 0; left > 0; left -= largestMedia, number++) {
    const length = Math.min(left, largestMedia);
    await add(
      { name: `media/${number}.mp4`, method: 0, checksum: 0, compressed: length, size: length },
      null,
    );
  }
  for (const [name, text] of Object.entries(members)) {
    const bytes = Buffer.from(text);
    const packed = deflateRawSync(bytes);
    await add(
      { name, method: 8, checksum: crc32(bytes), compressed: packed.length, size: bytes.length },
      packed,
    );
  }
  const directory = Buffer.concat(entries.map(directoryRecord));
  const end = Buffer.concat([directory, endRecords(entries.length, directory.length, offset)]);
  await file.write(end, 0, end.length, offset);
  await file.close();
}

function localHeader({ name, method, checksum, compressed, size }: Omit<Entry, "offset">): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(method, 8);
  header.writeUInt32LE(checksum, 14);
  header.writeUInt32LE(compressed, 18);
  header.writeUInt32LE(size, 22);
  header.writeUInt16LE(Buffer.byteLength(name), 26);
  return Buffer.concat([header, Buffer.from(name)]);
}

function directoryRecord({ name, method, checksum, compressed, size, offset }: Entry): Buffer {
  const isFar = offset >= 0xffffffff;
  const record = Buffer.alloc(46);
  record.writeUInt32LE(0x02014b50, 0);
  record.writeUInt16LE(45, 4);
  record.writeUInt16LE(45, 6);
  record.writeUInt16LE(method, 10);
  record.writeUInt32LE(checksum, 16);
  record.writeUInt32LE(compressed, 20);
  record.writeUInt32LE(size, 24);
  record.writeUInt16LE(Buffer.byteLength(name), 28);
  record.writeUInt16LE(isFar ? 12 : 0, 30);
  record.writeUInt32LE(isFar ? 0xffffffff : offset, 42);
  const zip64 = Buffer.alloc(isFar ? 12 : 0);
  if (isFar) {
    zip64.writeUInt16LE(1, 0);
    zip64.writeUInt16LE(8, 2);
    zip64.writeBigUInt64LE(BigInt(offset), 4);
  }
  return Buffer.concat([record, Buffer.from(name), zip64]);
}

function endRecords(count: number, length: number, offset: number): Buffer {
  const isFar = offset >= 0xffffffff;
  const far = Buffer.alloc(isFar ? 76 : 0);
  if (isFar) {
    far.writeUInt32LE(0x06064b50, 0);
    far.writeBigUInt64LE(44n, 4);
    far.writeUInt16LE(45, 12);
    far.writeUInt16LE(45, 14);
    far.writeBigUInt64LE(BigInt(count), 24);
    far.writeBigUInt64LE(BigInt(count), 32);
    far.writeBigUInt64LE(BigInt(length), 40);
    far.writeBigUInt64LE(BigInt(offset), 48);
    far.writeUInt32LE(0x07064b50, 56);
    far.writeBigUInt64LE(BigInt(offset + length), 64);
    far.writeUInt32LE(1, 72);
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(isFar ? 0xffffffff : offset, 16);
  return Buffer.concat([far, end]);
}
