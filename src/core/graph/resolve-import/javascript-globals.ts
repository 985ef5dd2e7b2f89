/**
 * Names that the standard library and browsers declare (ECMAScript, DOM, Node.js): a file that declares one of them adds to
 * it, as `interface Window { mine: string }` does, and is not meant by everyone who says the name.
 */
export const javascriptGlobals: ReadonlySet<string> = new Set(
  (
    'Object Function Array String Number Boolean Symbol BigInt Date RegExp Math JSON Reflect Proxy Promise ' +
    'Map Set WeakMap WeakSet WeakRef Iterator Generator AsyncGenerator ArrayBuffer SharedArrayBuffer DataView Atomics ' +
    'Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array ' +
    'BigInt64Array BigUint64Array Error EvalError RangeError ReferenceError SyntaxError TypeError URIError AggregateError ' +
    'ReadonlyArray ReadonlyMap ReadonlySet PromiseLike ArrayLike Iterable IterableIterator AsyncIterable Partial Required ' +
    'Readonly Record Pick Omit Exclude Extract NonNullable Parameters ReturnType InstanceType Awaited PropertyKey ' +
    'ObjectConstructor ArrayConstructor StringConstructor NumberConstructor PromiseConstructor ErrorConstructor ' +
    'SymbolConstructor DateConstructor MapConstructor RegExpConstructor CallableFunction NewableFunction TemplateStringsArray ' +
    'Intl ImportMeta ImportMetaEnv globalThis console Console ' +
    'Window Document Navigator Location History Screen Performance Storage Event EventTarget CustomEvent Node Element ' +
    'HTMLElement SVGElement ShadowRoot DocumentFragment Text Comment Attr NodeList MouseEvent KeyboardEvent PointerEvent ' +
    'TouchEvent DragEvent ClipboardEvent WindowEventMap DocumentEventMap HTMLElementEventMap HTMLElementTagNameMap ' +
    'GlobalEventHandlers Blob File FileList FileReader FormData Headers Request Response URL URLSearchParams AbortSignal ' +
    'AbortController ReadableStream WritableStream TransformStream WebSocket Worker MessageEvent MessagePort Crypto ' +
    'CSSStyleDeclaration CanvasRenderingContext2D HTMLInputElement HTMLCanvasElement HTMLDivElement ' +
    'NodeJS Buffer process require module exports __dirname __filename'
  ).split(' '),
);
