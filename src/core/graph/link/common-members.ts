/** Whether a receiver of unknown type may well be a value of the language itself, or of a library, with such a member. */
export function isCommonMember(name: string): boolean {
  return name.startsWith('__') || commonMembers.has(name);
}

/** Members of what every language brings along: a receiver of unknown type may well be such a value. */
const commonMembers: ReadonlySet<string> = new Set(
  (
    'length size push pop shift slice splice map filter reduce forEach find findIndex some every includes indexOf join ' +
    'concat sort reverse keys values entries get set has delete add clear then catch finally call apply bind toString ' +
    'split replace trim match test exec startsWith endsWith name type value key id data message stack index ' +
    'setdefault popitem fromkeys startswith endswith lstrip rstrip splitlines group groups ' +
    'append extend insert remove update items copy format encode decode strip lower upper read write close open ' +
    'next done return throw on off once emit data text json status error next prev parent children ' +
    'String Error Close Len Less Swap Read Write equals hashCode compareTo isEmpty contains iterator stream'
  ).split(' '),
);
