/** Raised whenever what an analysis holds changes: cached ones of another format are made again. */
export const analysisFormat = 16;
