import { isOwnPassword } from './made-up-value.ts';
import type { FileRule, Stretch } from './marked-rule.ts';
import { kindOfName } from './secret-names.ts';
import { isPassword, isRandom } from './secret-value.ts';

/** Characters of a block of a variable. */
const blockLength = 4000;

/** The default of a variable of Terraform that is sensitive, or whose name says so. */
export const terraformVariableRule: FileRule = {
  id: 'password',
  marks: ['variable "'],
  isFor: ({ path }) => /\.(?:tf|tofu|hcl)$/.test(path),
  findAll: (text, { isDeployed }) => {
    const found: Stretch[] = [];
    for (const variable of text.matchAll(/^variable "([\w-]{1,128})" \{/gm)) {
      const bodyStart = variable.index + variable[0].length;
      const body = text.slice(bodyStart, bodyStart + blockLength);
      const block = body.slice(0, (body.search(/^\}/m) + 1 || body.length + 1) - 1);
      const value = /^\s*default\s*=\s*"([^"\n]{4,400})"/m.exec(block);
      if (value === null) continue;
      const written = value[1] as string;
      const kind = /^\s*sensitive\s*=\s*true/m.test(block) ? 'password' : kindOfName(variable[1] as string);
      const isSecret =
        isRandom(written) ||
        (kind !== 'key' && isPassword(written, 'settings')) ||
        (kind === 'password' && isDeployed && isOwnPassword(written));
      if (kind === undefined || !isSecret) continue;
      const start = bodyStart + value.index + value[0].length - 1 - written.length;
      found.push({ start, end: start + written.length });
    }
    return found;
  },
};
