import { AppError } from '../base/app-error.ts';
import { isUnnamed } from '../reduce/resolution.ts';
import { countO200kTokens } from '../tokens/token-counter.ts';
import { type FitItem, type FitOption, fitBudget } from './fit-budget.ts';
import type { FolderLines } from './folder-lines.ts';
import type { PackWriter } from './pack-format.ts';

/** The best options within `available`: folders whose files are all named need no line, so what was held back is used. */
export function chooseOptions(
  items: readonly FitItem[],
  fileCount: number,
  {
    available,
    folders,
    writer,
  }: { readonly available: number; readonly folders: FolderLines; readonly writer: PackWriter },
): FitOption[] {
  const files = items.slice(0, fileCount);
  const optionsAt = (choice: readonly number[]) =>
    items.map(({ options }, index) => options[choice[index] as number] as FitOption);
  const costOfFolders = (choice: readonly FitOption[]) =>
    folders.rowsFor(unnamed(files, choice)).reduce((sum, row) => sum + countO200kTokens(writer.row(row)), 0);
  const first = fitBudget(items, available - folders.cost);
  if (first === undefined) throw new AppError('internal', 'The cheapest pack does not fit its budget.');
  const chosen = optionsAt(first);
  const needed = costOfFolders(chosen);
  const second = fitBudget(items, available - needed);
  const refitted = second && optionsAt(second);
  return refitted !== undefined && costOfFolders(refitted) <= needed ? refitted : chosen;
}

/** Files that only a folder's line stands for, or nothing. */
export function unnamed(items: readonly FitItem[], chosen: readonly FitOption[]): string[] {
  return items.flatMap(({ path }, index) =>
    isUnnamed((chosen[index] as FitOption).resolution) ? [path] : [],
  );
}
