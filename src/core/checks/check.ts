import type { Repository, SourceFile } from '../analysis/repository.ts';
import type { DependencyGraph } from '../graph/dependency-graph.ts';
import type { Severity, SuggestedFix } from './finding.ts';

/** Everything that a check may look at: facts, no model and no I/O. */
export interface CheckFacts {
  readonly repository: Repository;
  readonly graph: DependencyGraph;
  /** Whether git ignores a path that does not exist now: build output that a document may rightly name. */
  readonly isIgnored: (path: string) => boolean;
}

/** What a check reports; `createFinding` turns it into a finding with evidence and fingerprint. */
export interface CheckResult {
  readonly file: SourceFile;
  /** 1-based. */
  readonly line: number;
  readonly title: string;
  readonly explanation: string;
  /** What makes it the same problem after lines moved: a specifier, a path, a package name. */
  readonly subject: string;
  readonly fix?: SuggestedFix | undefined;
  /** Further places that show the same problem. */
  readonly also?: readonly { readonly file: SourceFile; readonly line: number }[] | undefined;
}

/** One grounded check. It reports what is certainly true by the facts, and stays silent where it cannot know. */
export interface Check {
  /** Kebab-case; the finding's rule is `check/<id>`. */
  readonly id: string;
  readonly severity: Severity;
  readonly description: string;
  /** `undefined` among the results is a place to pause: other work may run there. */
  readonly run: (facts: CheckFacts) => Iterable<CheckResult | undefined>;
}
