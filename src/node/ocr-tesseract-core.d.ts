/** The part of tesseract.js-core (it has no types of its own) that Longview uses. */
declare module 'tesseract.js-core/tesseract-core-simd-lstm.js' {
  /** Tesseract's C++ API. Strings are copied out; the object lives until `End`. */
  interface TessBaseAPI {
    /** @returns 0, or -1 when the language data cannot be used */
    Init(dataPath: string | null, language: string, engineMode: number): number;
    SetVariable(name: string, value: string): boolean;
    /** Reads the file `/input`. @returns 1 when it is no picture */
    SetImageFile(exifOrientation: number, angle: number): number;
    /** Writes the picture as it was read, as PNG; 0 is in colour. */
    WriteImage(type: 0, path: string): void;
    Recognize(monitor: null): number;
    GetJSONText(): string;
    Clear(): void;
    End(): void;
  }

  interface TesseractCore {
    readonly FS: {
      writeFile(path: string, data: Uint8Array): void;
      readFile(path: string): Uint8Array;
      unlink(path: string): void;
    };
    readonly TessBaseAPI: new () => TessBaseAPI;
  }

  export default function createTesseractCore(options: {
    locateFile(name: string): string;
    /** Called from inside `Recognize`; must be there. */
    TesseractProgress(percent: number): void;
  }): Promise<TesseractCore>;
}
