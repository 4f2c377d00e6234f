import { crc32, deflateRawSync } from 'node:zlib';

/** A file for an archive. */
export interface Entry {
  /** Its path, with "/" between folders. */
  name: string;
  bytes: Uint8Array;
  /** True: whoever unpacks it may run it. */
  isProgram?: boolean;
}

/** 1 January 1980, the first day that the format knows: nobody asks when a file was built. */
const DATE = 0x21;
/** Names are UTF-8 (APPNOTE.TXT, 4.4.4). */
const UTF8 = 1 << 11;
const DEFLATED = 8;
/** Written as on Unix, where files have modes; 2.0 reads it. */
const MADE_BY = (3 << 8) | 20;

/**
 * Packs files, so that the same files always give the same bytes: sorted by name, all of one date and of
 * one of two modes. Own code, because archivers stamp their archives with the clock and the user's umask,
 * and what stores take (names in UTF-8, deflate, no folders of their own) is only this much of the format.
 * Deflate is zlib's: another release of Node may pack the same files otherwise.
 */
export function zip(entries: readonly Entry[]): Buffer {
  const sorted = [...entries].sort((a, b) => (a.name < b.name ? -1 : 1));
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, isProgram } of sorted) {
    const path = Buffer.from(name);
    const packed = deflateRawSync(bytes, { level: 9 });
    // What both headers say.
    const said = Buffer.alloc(26);
    said.writeUInt16LE(20, 0);
    said.writeUInt16LE(UTF8, 2);
    said.writeUInt16LE(DEFLATED, 4);
    said.writeUInt16LE(DATE, 8);
    said.writeUInt32LE(crc32(bytes), 10);
    said.writeUInt32LE(packed.length, 14);
    said.writeUInt32LE(bytes.length, 18);
    said.writeUInt16LE(path.length, 22);
    const file = Buffer.concat([Buffer.from('PK\x03\x04'), said, path, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((isProgram ? 0o100755 : 0o100644) * 0x10000, 6);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02'), uint16(MADE_BY), said, rest, path);
    files.push(file);
    offset += file.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(sorted.length, 4);
  end.writeUInt16LE(sorted.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, listed, Buffer.from('PK\x05\x06'), end]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}
