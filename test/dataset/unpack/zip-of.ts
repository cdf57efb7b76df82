import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of a zip made by hand, so that it can say what no zip program would. */
interface ZipEntry {
  readonly name: string;
  readonly content?: string | Buffer;
  /** The kind and rights of the file, as Unix has them. */
  readonly mode?: number;
  /** The size that it claims to have. */
  readonly size?: number;
}

/** A zip archive: local headers with deflated contents, then the central directory (APPNOTE 4.3). */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content = '', mode = 0o100644, size } of entries) {
    const data = Buffer.from(content as string);
    const packed = deflateRawSync(data);
    const path = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(size ?? data.length, 18);
    common.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, path, packed]);
    const central = Buffer.alloc(14);
    central.writeUInt32LE(mode * 2 ** 16, 6);
    central.writeUInt32LE(offset, 10);
    // Version 3.0, made on Unix, before what both headers share.
    directory.push(Buffer.from('PK\x01\x02\x1e\x03', 'latin1'), common, central, path);
    parts.push(local);
    offset += local.length;
  }
  const names = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(names.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, names, end]);
}
