/** Bodies without locals that any type of function may have: `unreachable`, and a loop that goes on for ever. */
const bodies = {
  trap: [0x00, 0x00, 0x0b],
  loop: [0x00, 0x03, 0x40, 0x0c, 0x00, 0x0b, 0x00, 0x0b],
} as const;

const [importSection, exportSection, codeSection] = [2, 7, 10];

/**
 * A grammar's WebAssembly in which every function that is not exported traps, or loops for ever: it loads, and does that when
 * it parses. Sections as in https://webassembly.github.io/spec/core/binary/modules.html
 */
export function replaceFunctions(wasm: Uint8Array, body: keyof typeof bodies): Uint8Array {
  const output: number[] = [...wasm.subarray(0, 8)];
  let importedCount = 0;
  const exported = new Set<number>();
  for (let at = 8; at < wasm.length; ) {
    const id = wasm[at] as number;
    const size = numberAt(wasm, at + 1);
    const content = wasm.subarray(size.end, size.end + size.value);
    at = size.end + size.value;
    if (id === importSection) importedCount = importedFunctions(content);
    if (id === exportSection) for (const index of exportedFunctions(content)) exported.add(index);
    const isSound = (index: number) => exported.has(index + importedCount);
    const written = id === codeSection ? withBodies(content, bodies[body], isSound) : [...content];
    output.push(id, ...encoded(written.length));
    for (const byte of written) output.push(byte);
  }
  return Uint8Array.from(output);
}

function withBodies(
  content: Uint8Array,
  body: readonly number[],
  isSound: (index: number) => boolean,
): number[] {
  const count = numberAt(content, 0);
  const written = encoded(count.value);
  let at = count.end;
  for (let index = 0; index < count.value; index++) {
    const size = numberAt(content, at);
    const end = size.end + size.value;
    if (isSound(index)) for (const byte of content.subarray(at, end)) written.push(byte);
    else written.push(...encoded(body.length), ...body);
    at = end;
  }
  return written;
}

function importedFunctions(content: Uint8Array): number {
  const count = numberAt(content, 0);
  let at = count.end;
  let functions = 0;
  for (let index = 0; index < count.value; index++) {
    for (let name = 0; name < 2; name++) {
      const length = numberAt(content, at);
      at = length.end + length.value;
    }
    const kind = content[at] as number;
    at++;
    if (kind === 0) functions++;
    // A function has its type; a table the type of its elements before its limits, a global one byte behind its type.
    if (kind === 1) at++;
    if (kind === 1 || kind === 2) {
      const hasMaximum = ((content[at] as number) & 1) === 1;
      at = numberAt(content, at + 1).end;
      if (hasMaximum) at = numberAt(content, at).end;
    } else if (kind === 3) at += 2;
    else at = numberAt(content, at).end;
  }
  return functions;
}

function exportedFunctions(content: Uint8Array): number[] {
  const count = numberAt(content, 0);
  const functions: number[] = [];
  let at = count.end;
  for (let index = 0; index < count.value; index++) {
    const length = numberAt(content, at);
    at = length.end + length.value;
    const kind = content[at];
    const item = numberAt(content, at + 1);
    if (kind === 0) functions.push(item.value);
    at = item.end;
  }
  return functions;
}

/** A number as LEB128, unsigned. */
function numberAt(bytes: Uint8Array, start: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let at = start, shift = 0; ; at++, shift += 7) {
    const byte = bytes[at] as number;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return { value, end: at + 1 };
  }
}

function encoded(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) + 128);
  }
}
