import type { MapChoice, PackChoices } from './context-map-messages.ts';

/** The gitignore pattern of one file, or of a folder with all that is in it. A line end cannot be written: any character. */
export function patternOf(path: string, isFolder: boolean): string {
  const literal = path
    .replaceAll(/[\\*?[\]]/g, '\\$&')
    .replaceAll(/[\r\n]/g, '?')
    .replace(/ +$/, (spaces) => '\\ '.repeat(spaces.length));
  return `/${literal}${isFolder ? '/' : ''}`;
}

/** What was chosen for exactly this file or folder. */
export function choiceOf(choices: PackChoices, path: string, isFolder: boolean): MapChoice {
  const pattern = patternOf(path, isFolder);
  if (choices.leaveOut.includes(pattern)) return 'leave-out';
  if (choices.pin.includes(pattern)) return 'pin';
  const forced = Object.hasOwn(choices.resolutions, pattern) ? choices.resolutions[pattern] : undefined;
  if (forced === 'omitted' || forced === 'folder') return 'leave-out';
  return (forced as MapChoice | undefined) ?? 'automatic';
}

/** The choices with another one for this file or folder. `automatic` takes back what was chosen for it. */
export function withChoice(
  choices: PackChoices,
  path: string,
  isFolder: boolean,
  choice: MapChoice,
): PackChoices {
  const pattern = patternOf(path, isFolder);
  const without = (patterns: readonly string[]) => patterns.filter((other) => other !== pattern);
  const { [pattern]: _, ...resolutions } = choices.resolutions;
  const pin = without(choices.pin);
  const leaveOut = without(choices.leaveOut);
  switch (choice) {
    case 'automatic':
      return { pin, leaveOut, resolutions };
    case 'pin':
      return { pin: [...pin, pattern], leaveOut, resolutions };
    case 'leave-out':
      return { pin, leaveOut: [...leaveOut, pattern], resolutions };
    default:
      return { pin, leaveOut, resolutions: { ...resolutions, [pattern]: choice } };
  }
}

/** The folder above a path for which something was chosen, nearest first, with what it was. */
export function choiceAbove(
  choices: PackChoices,
  path: string,
): { readonly folder: string; readonly choice: MapChoice } | undefined {
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    const folder = path.slice(0, slash);
    const choice = choiceOf(choices, folder, true);
    if (choice !== 'automatic') return { folder, choice };
  }
  return undefined;
}

/** The choice that outweighs the other, as in the pack: leaving out a resolution, and that a pin. */
export function strongerChoice(one: MapChoice, other: MapChoice): MapChoice {
  return weightOf(other) > weightOf(one) ? other : one;
}

function weightOf(choice: MapChoice): number {
  return choice === 'automatic' ? 0 : choice === 'pin' ? 1 : choice === 'leave-out' ? 3 : 2;
}
