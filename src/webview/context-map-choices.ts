import type { ContextMap, FileChoice } from '../core/context/context-map.ts';
import type { MapChoice, PackChoices } from './context-map-messages.ts';
import { choiceOf, patternOf, strongerChoice, withChoice } from './context-map-pattern.ts';

/** What of a file was decided, and whether the pack that is shown does not know it yet. */
export interface ChoiceOfFile {
  readonly choice: FileChoice;
  readonly isPending: boolean;
}

/**
 * The choices as the page shows them: a choice made here holds at once, and what the extension says of the time before it
 * is passed over, so that two keys in quick succession do what they say.
 */
export class MapChoices {
  #current: PackChoices | undefined;
  #packedWith: PackChoices | undefined;
  /** Patterns that something else holds for than when the pack was made. */
  #changed: ReadonlySet<string> = new Set();
  #asked = 0;
  /** What holds for folders, and whether that changed since the pack; found once for all files in them. */
  readonly #folders = new Map<string, { readonly choice: MapChoice; readonly isChanged: boolean }>();

  /** Undefined where nothing can be chosen. */
  get current(): PackChoices | undefined {
    return this.#current;
  }

  /**
   * Takes what the extension says; `answered` is the number of the last choice of this page that it knows.
   * @returns whether that is all of them
   */
  told(choices: PackChoices, answered: number): boolean {
    if (answered < this.#asked) return false;
    this.#set(choices);
    return true;
  }

  /** Another pack is shown, made with these choices. */
  packed(packedWith: PackChoices | undefined): void {
    this.#packedWith = packedWith;
    this.#set(this.#current);
  }

  /** Makes a choice. @returns its number */
  choose(path: string, isFolder: boolean, choice: MapChoice): number {
    if (this.#current !== undefined) this.#set(withChoice(this.#current, path, isFolder, choice));
    return ++this.#asked;
  }

  /** What was decided of a file: by what is chosen now where that changed since the pack, otherwise as the pack has it. */
  ofFile(map: ContextMap, row: number): ChoiceOfFile {
    const packed = map.choiceNames[map.choices[row] ?? 0] ?? 'none';
    if (this.#current === undefined || this.#changed.size === 0) return { choice: packed, isPending: false };
    const path = map.paths[row] as string;
    if (!this.isPending(path, false)) return { choice: packed, isPending: false };
    const above = this.#folder(folderOf(path));
    const choice = nameOf(strongerChoice(choiceOf(this.#current, path, false), above.choice));
    return { choice, isPending: choice !== packed };
  }

  /**
   * What is chosen for a folder, or one above it. Only choices for exactly one file or folder are known here, no patterns
   * by hand.
   */
  ofFolder(path: string): FileChoice {
    return nameOf(this.#folder(path).choice);
  }

  /** Whether something else is chosen for a file or folder, or one above it, than when the pack was made. */
  isPending(path: string, isFolder: boolean): boolean {
    if (this.#changed.size === 0) return false;
    if (isFolder) return this.#folder(path).isChanged;
    return this.#folder(folderOf(path)).isChanged || this.#changed.has(patternOf(path, false));
  }

  #folder(path: string): { readonly choice: MapChoice; readonly isChanged: boolean } {
    if (path === '' || this.#current === undefined) return { choice: 'automatic', isChanged: false };
    let folder = this.#folders.get(path);
    if (folder === undefined) {
      const above = this.#folder(folderOf(path));
      folder = {
        choice: strongerChoice(choiceOf(this.#current, path, true), above.choice),
        isChanged: above.isChanged || this.#changed.has(patternOf(path, true)),
      };
      this.#folders.set(path, folder);
    }
    return folder;
  }

  #set(choices: PackChoices | undefined): void {
    this.#current = choices;
    this.#changed = differences(choices, this.#packedWith);
    this.#folders.clear();
  }
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** What a choice for one thing is called among those of files. */
function nameOf(choice: MapChoice): FileChoice {
  if (choice === 'automatic') return 'none';
  if (choice === 'pin') return 'pinned';
  return choice === 'leave-out' ? 'left-out' : 'forced';
}

function differences(one: PackChoices | undefined, other: PackChoices | undefined): ReadonlySet<string> {
  if (one === undefined || other === undefined) return new Set();
  const [first, second] = [entriesOf(one), entriesOf(other)];
  const patterns = [...first.keys(), ...second.keys()];
  return new Set(patterns.filter((pattern) => first.get(pattern) !== second.get(pattern)));
}

/** All that is chosen for each pattern. */
function entriesOf({ pin, leaveOut, resolutions }: PackChoices): Map<string, string> {
  const entries = new Map<string, string>();
  const add = (pattern: string, choice: string) =>
    entries.set(pattern, `${entries.get(pattern) ?? ''} ${choice}`);
  for (const pattern of pin) add(pattern, 'pin');
  for (const pattern of leaveOut) add(pattern, 'leave-out');
  for (const [pattern, resolution] of Object.entries(resolutions)) add(pattern, resolution);
  return entries;
}
