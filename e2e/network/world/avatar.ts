import { crc32, deflateSync } from "node:zlib";
import { randomFrom } from "./random";

const SIZE = 96;
const TILE = 32;

/** A picture for an account, always the same for the same handle: quarter circles in two colours, as a PNG of 96 x 96. */
export function avatarFor(handle: string): Uint8Array {
  const random = randomFrom(`avatar ${handle}`);
  const hue = random.below(360);
  const palette = [
    colour(hue, 0.35, 0.32),
    colour(hue + 40, 0.55, 0.62),
    colour(hue + 200, 0.6, 0.78),
  ];
  // The left half decides, the right half mirrors it: people see a face or a mask.
  const tiles = Array.from({ length: 6 }, () => ({
    corner: random.below(4),
    ink: 1 + random.below(2),
  }));

  const rows = Array.from({ length: SIZE }, (_, y) => {
    const row = Buffer.alloc(SIZE + 1);
    for (let x = 0; x < SIZE; x++) row[x + 1] = inkAt(tiles, Math.min(x, SIZE - 1 - x), y);
    return row;
  });
  return png(palette, Buffer.concat(rows));
}

function inkAt(tiles: { corner: number; ink: number }[], x: number, y: number) {
  const column = Math.floor(x / TILE);
  const tile = tiles[Math.floor(y / TILE) * 2 + column];
  if (!tile) return 0;
  const dx = tile.corner & 1 ? TILE - (x % TILE) : x % TILE;
  const dy = tile.corner & 2 ? TILE - (y % TILE) : y % TILE;
  return dx ** 2 + dy ** 2 <= TILE ** 2 ? tile.ink : 0;
}

/** https://www.w3.org/TR/png-3/, colour type 3: one byte per pixel that names a colour of the palette. */
function png(palette: number[][], scanlines: Buffer) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIZE, 0);
  header.writeUInt32BE(SIZE, 4);
  header.set([8, 3], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(palette.flat())),
    chunk("IDAT", deflateSync(scanlines)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

/** Red, green and blue of a hue (degrees), a saturation and a lightness (0 to 1). */
function colour(hue: number, saturation: number, lightness: number) {
  const chroma = saturation * Math.min(lightness, 1 - lightness);
  return [0, 8, 4].map((offset) => {
    const k = (offset + hue / 30) % 12;
    return Math.round(255 * (lightness - chroma * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  });
}
