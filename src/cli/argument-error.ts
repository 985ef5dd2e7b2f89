import { AppError } from '../core/index.ts';

/** A mistake in the command line itself; who prints it adds where the help for the command is. */
export class ArgumentError extends AppError {
  constructor(message: string, options: { readonly cause?: unknown } = {}) {
    super('usage', message, options);
  }
}
