/** Bytes of a page of memory, and the numbers of sections (WebAssembly core specification, 4.2.8 and 5.5). */
const pageBytes = 65_536;
const memorySection = 5;

/**
 * The same WebAssembly with less memory at most. A hostile PDF (forms that draw themselves, gigabytes packed into
 * kilobytes) makes PDFium take all that it is allowed to. Bytes whose memory has no limit of its own stay as they are.
 */
export function limitMemory(wasm: Uint8Array, maxBytes: number): Uint8Array {
  const limited = wasm.slice();
  let at = 8; // behind the mark and the version
  while (at < limited.length) {
    const section = limited[at];
    const size = readNumber(limited, at + 1);
    if (section === memorySection) {
      const count = readNumber(limited, size.end);
      const flags = limited[count.end] ?? 0;
      const least = readNumber(limited, count.end + 1);
      const most = readNumber(limited, least.end);
      const pages = Math.max(least.value, Math.floor(maxBytes / pageBytes));
      if ((flags & 1) === 1 && most.value > pages) writeNumber(limited, least.end, most.end, pages);
      return limited;
    }
    at = size.end + size.value;
  }
  return limited;
}

/** A number in LEB128, and where it ends. */
function readNumber(bytes: Uint8Array, start: number): { readonly value: number; readonly end: number } {
  let value = 0;
  let at = start;
  for (let shift = 0; shift < 32; shift += 7) {
    const byte = bytes[at++] ?? 0;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) break;
  }
  return { value, end: at };
}

/** Writes a number over another one, with as many bytes: LEB128 may have zeros in front. */
function writeNumber(bytes: Uint8Array, start: number, end: number, value: number): void {
  for (let at = start; at < end; at++)
    bytes[at] = (Math.floor(value / 2 ** ((at - start) * 7)) & 0x7f) | (at < end - 1 ? 0x80 : 0);
}
