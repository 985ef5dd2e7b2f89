export const longviewId = 'longview.longview';
export const gitId = 'vscode.git';
/** A kind of edit that is none: what the command and opening a place take by themselves. */
export const unchanged = 'unchanged';

/** A time in which the extension host's thread came to nothing else. */
export interface Slice {
  /** Since the record began. */
  readonly atMs: number;
  /** By the clock: with fewer cores than threads also the time in which others ran. */
  readonly ms: number;
  /** What the thread itself computed in that time. */
  readonly cpuMs: number;
}

export interface LoopRecord {
  readonly slices: readonly Slice[];
  /** As `monitorEventLoopDelay` saw it. */
  readonly longestDelayMs: number;
  /** The longest time at a stretch in which Longview's own code ran, by a CPU profile with a sample each millisecond. */
  readonly longestOwnMs: number;
  /** Length of the record. */
  readonly ms: number;
}

/** How long an extension's activation took, in milliseconds, as VS Code itself measured it. */
export interface ActivationTimes {
  /** Reading and running its code. */
  readonly loadMs: number;
  /** Its `activate()`, and what that waited for. */
  readonly callMs: number;
  readonly finishMs: number;
}

/** What is measured inside the extension host. */
export interface Measurement {
  /** By extension id: Longview's, and that of VS Code's own Git extension to compare with. */
  readonly activations: Readonly<Record<string, ActivationTimes>>;
  /** Until the index was complete, or for as long in the control run. */
  readonly indexing: LoopRecord;
  /** What Longview logged of the index. */
  readonly indexed: string;
  /** While the edits were made. */
  readonly editing: LoopRecord;
  /** Milliseconds from an edit until a place out of the fresh list was opened, by the kind of edit. */
  readonly freshAfterMs: Readonly<Record<string, readonly number[]>>;
}

/** What the driver asks for, as JSON in the environment variable LONGVIEW_BENCH. */
export interface MeasurementRequest {
  /** Where the measurement is written to. */
  readonly resultFile: string;
  /** Milliseconds for which a control run records; undefined: Longview is installed. */
  readonly controlMs?: number | undefined;
  /** A file of the workspace that some others import, and one in another folder that is going to. */
  readonly imported: string;
  readonly importer: string;
  /** How often each kind of edit is made. */
  readonly edits: number;
}
