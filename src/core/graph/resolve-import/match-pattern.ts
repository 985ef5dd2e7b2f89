/** The part of `name` that stands for the star of `pattern`; '' for an exact match; undefined for none. */
export function matchPattern(pattern: string, name: string): string | undefined {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === name ? '' : undefined;
  const prefix = pattern.slice(0, star);
  const suffix = pattern.slice(star + 1);
  if (name.length < prefix.length + suffix.length || !name.startsWith(prefix) || !name.endsWith(suffix))
    return undefined;
  return name.slice(prefix.length, name.length - suffix.length);
}
