import type { Command } from '../command.ts';
import { askCommand } from './ask.ts';
import { checkCommand } from './check.ts';
import { graphCommand } from './graph.ts';
import { indexCommand } from './index-command.ts';
import { modelsCommand } from './models.ts';
import { packCommand } from './pack.ts';
import { planCommand } from './plan.ts';
import { planApplyCommand, planCheckCommand, planDiffCommand, planRevertCommand } from './plan-document.ts';
import { reviewCommand } from './review.ts';
import { riskCommand } from './risk.ts';
import { searchCommand } from './search.ts';

/** Every verb, in the order in which help lists them. */
export const commands: readonly Command[] = [
  packCommand,
  graphCommand,
  indexCommand,
  searchCommand,
  checkCommand,
  riskCommand,
  reviewCommand,
  askCommand,
  planCommand,
  planCheckCommand,
  planDiffCommand,
  planApplyCommand,
  planRevertCommand,
  modelsCommand,
];
