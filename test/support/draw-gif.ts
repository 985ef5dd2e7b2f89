/** A GIF of 2 × 2 red pixels, with as many frames as wanted. */
export function gifOf(frames: number): Uint8Array {
  const head = [...Buffer.from('GIF89a'), 2, 0, 2, 0, 0x80, 0, 0, 255, 0, 0, 255, 255, 255];
  // Codes of three bits: clear (4), four times colour 0, end (5).
  const frame = [0x21, 0xf9, 4, 0, 10, 0, 0, 0, 0x2c, 0, 0, 0, 0, 2, 0, 2, 0, 0, 2, 2, 0x84, 0x51, 0];
  return Uint8Array.from([...head, ...Array.from({ length: frames }, () => frame).flat(), 0x3b]);
}
