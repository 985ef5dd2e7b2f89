/**
 * Lets one call of a run write the pack to its provider's cache before the others are sent: each of those would write it,
 * too, at more than the price of fresh input, where one writes and the others read.
 */
export interface PackGate {
  readonly turn: () => PackTurn;
}

/** The way of one call through the gate. */
export interface PackTurn {
  /** Before a request is sent: resolves when the pack is kept, or when it is this call's turn to have it kept. */
  readonly begin: () => Promise<void>;
  /** The provider replied: it keeps the pack. */
  readonly open: () => void;
  /** After the call, whatever came of it: if the pack is not kept, it is the turn of another one. */
  readonly end: () => void;
}

export function createPackGate(): PackGate {
  let isOpen = false;
  let holder: PackTurn | undefined;
  let waiting: (() => void)[] = [];
  const turn = (): PackTurn => {
    const own: PackTurn = {
      begin: async () => {
        while (!isOpen && holder !== undefined && holder !== own)
          await new Promise<void>((resolve) => waiting.push(resolve));
        if (!isOpen) holder = own;
      },
      open: () => {
        isOpen = true;
        for (const goOn of waiting) goOn();
        waiting = [];
      },
      end: () => {
        if (holder !== own) return;
        holder = undefined;
        waiting.shift()?.();
      },
    };
    return own;
  };
  return { turn };
}
