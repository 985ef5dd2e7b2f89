import { isGivenPassword } from './address-rules.ts';
import type { FileContext } from './file-context.ts';
import { isMixedKey, isNameAround, isOwnPassword, isPassphrase, plainText } from './made-up-value.ts';
import type { MarkedRule, Stretch } from './marked-rule.ts';
import { keyOfUuid, type NameKind, nameAt, secretNames } from './secret-names.ts';
import { isDrawn, isPassword, isRandom, isUuid } from './secret-value.ts';
import { blockValue, bracketValues, itemValues } from './value-lists.ts';
import { isCommented, type PlacedValue, valueAfter } from './value-places.ts';

/** Rules for values that stand behind a name such as `password`, `client_secret`, `api-key`. */
export const assignmentRules: readonly MarkedRule[] = secretNames.map((secretName) => ({
  id: secretName.kind === 'password' ? 'password' : 'secret-assignment',
  marks: [secretName.mark],
  find: (text, mark, context) => {
    const name = nameAt(text, mark, secretName);
    if (name === undefined) return undefined;
    const { kind } = secretName;
    const listed = valuesOfList(text, name, kind, context);
    if (listed !== undefined) return listed;
    const value = valueAfter(text, name, context);
    if (value === undefined) return undefined;
    const written = writtenAt(text, value);
    // Inside of a template there are names of functions and of values.
    if (isInTemplate(text, value.start) && !isRandom(written)) return undefined;
    const isSecret =
      isSecretValue(written, kind, context) ||
      (isUuid(written) && keyOfUuid.test(text.slice(name.start, name.end))) ||
      isDeployedPassword(text, name, value, { kind, context }) ||
      (kind === 'password' &&
        isInConnectionString(text, name.start) &&
        isGivenPassword(written, context, { text, ...value }));
    return isSecret ? value : undefined;
  },
}));

/** A value without the backslashes that carry it on over lines. */
function writtenAt(text: string, { start, end }: Stretch): string {
  return text.slice(start, end).replaceAll(/\\\r?\n[ \t]{0,80}/g, '');
}

/** The lines of a block of YAML, or the values of a list. */
function valuesOfList(
  text: string,
  name: Stretch,
  kind: NameKind,
  context: FileContext,
): Stretch | readonly Stretch[] | undefined {
  const isSecret = ({ start, end }: Stretch) => {
    const written = text.slice(start, end);
    return (
      isSecretValue(written, kind, context) ||
      (context.isDeployed && (kind === 'password' ? isOwnPassword(written) : isMixedKey(written)))
    );
  };
  const isOfList = /(?<!pas)s$/i.test(text.slice(name.start, name.end));
  if (isOfList) {
    const values = bracketValues(text, name.end, context.style === 'code').filter(isSecret);
    if (values.length > 0) return values;
  }
  if (context.style !== 'settings' || !/[:"']/.test(text[name.end] ?? '')) return undefined;
  const block = blockValue(text, name.end);
  if (block !== undefined) {
    const end = text.indexOf('\n', block.start);
    const first = { start: block.start, end: end < 0 || end > block.end ? block.end : end };
    return isSecret({
      start: first.start,
      end: first.start + text.slice(first.start, first.end).trimEnd().length,
    })
      ? block
      : undefined;
  }
  if (!isOfList) return undefined;
  const items = itemValues(text, name.end).filter(isSecret);
  return items.length > 0 ? items : undefined;
}

function isSecretValue(written: string, kind: NameKind, { style }: FileContext): boolean {
  // Secrets of Kubernetes stand in base64.
  const value = plainText(written);
  return (
    isRandom(value.replace(/^base64:/, '')) || isDrawn(value) || (kind !== 'key' && isPassword(value, style))
  );
}

/** Names of secrets that a program signs with, whose values people make up: `JWT_SECRET`, `session.secret`. */
const madeUpSecret =
  /(?:jwt|client|app|session|cookie|auth|hmac|webhook|api|shared|signing|encryption)[_.-]?secret(?:[_.-]?key)?$/i;

/** Whether a value of a file that a program runs with is a password of somebody's own, be it a word. */
function isDeployedPassword(
  text: string,
  name: Stretch,
  value: PlacedValue,
  { kind, context }: { readonly kind: NameKind; readonly context: FileContext },
): boolean {
  if (!context.isDeployed || isCommented(text, name.start)) return false;
  const written = writtenAt(text, value);
  if (kind !== 'password' && isMixedKey(written)) return true;
  if (value.place !== 'literal') return false;
  if (kind === 'password' && /key$/i.test(text.slice(name.start, name.end))) return false;
  if (kind === 'key' || (kind === 'secret' && !madeUpSecret.test(text.slice(name.start, name.end))))
    return false;
  return (isOwnPassword(written) || isPassphrase(written)) && !isNameAround(text, value, context.path);
}

/** Whether a place is between `{{` and `}}`. */
function isInTemplate(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - templateReach), at);
  return before.lastIndexOf('{{') > before.lastIndexOf('}}');
}

/** Characters of a template that are looked at. */
const templateReach = 600;

/** Whether a name stands behind another `name=value` and `;`, `&`, `?` or a space. */
function isInConnectionString(text: string, nameStart: number): boolean {
  return /\S[?;&] ?$|=[^\s,"']{1,60} $/.test(
    text.slice(Math.max(0, nameStart - 64), nameStart + (text[nameStart] === ' ' ? 1 : 0)),
  );
}
