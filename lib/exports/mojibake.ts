/**
 * Meta writes JSON with every byte of UTF-8 as a character of its own (`\u00c3\u00ab` for ë).
 * Text that cannot be such bytes is returned as it is.
 */
export function repairMojibake(text: string): string {
  let isHigh = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 0xff) return text;
    if (code >= 0x80) isHigh = true;
  }
  if (!isHigh) return text;
  try {
    const bytes = new Uint8Array(text.length);
    for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index);
    return utf8.decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return text;
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true });
