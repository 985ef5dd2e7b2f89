import type { DeclaredDistribution, PythonManifest } from './python-manifest.ts';
import { requirementName } from './python-requirement.ts';

/** Reads the requirement lists of a setup.cfg. */
export function readSetupConfig(text: string): Pick<PythonManifest, 'declared' | 'isPartial'> {
  const declared: DeclaredDistribution[] = [];
  let section = '';
  let key = '';
  text.split('\n').forEach((line, index) => {
    const heading = /^\[([^\]]{1,200})\]/.exec(line)?.[1];
    if (heading !== undefined) {
      section = heading.trim();
      key = '';
      return;
    }
    const setting = /^([\w.-]{1,200})\s*[=:](.*)$/.exec(line);
    if (setting !== null) key = setting[1] ?? '';
    const value = setting?.[2] ?? (/^\s/.test(line) ? line : '');
    const isList =
      section === 'options'
        ? /^(install|setup|tests)_requires$/.test(key)
        : section === 'options.extras_require';
    const name = isList ? requirementName(value.trim()) : undefined;
    if (name !== undefined) {
      const isMain = key === 'install_requires';
      declared.push({ name, line: index + 1, group: isMain ? 'main' : key, isExtra: !isMain });
    }
  });
  return { declared, isPartial: /^install_requires\s*=\s*(file|attr):/m.test(text) };
}

/** Reads literal requirements out of a setup.py: every quoted string in it that is one. Anything computed makes it partial. */
export function readSetupScript(text: string): Pick<PythonManifest, 'declared' | 'isPartial'> {
  const declared: DeclaredDistribution[] = [];
  let inMain = false;
  text.split('\n').forEach((line, index) => {
    if (/\b(install_requires|requires|REQUIREMENTS|REQUIRED|INSTALL_REQUIRES)\s*=/.test(line)) inMain = true;
    else if (/^\s*\w+\s*=/.test(line)) inMain = false;
    for (const [, , value = ''] of line.matchAll(/(["'])([^"']{1,200})\1/g)) {
      const name = /^[\w.[\]-]+\s*([<>=!~;].*)?$/.test(value) ? requirementName(value) : undefined;
      if (name !== undefined)
        declared.push({ name, line: index + 1, group: inMain ? 'main' : 'setup', isExtra: !inMain });
    }
    if (inMain && /\]/.test(line)) inMain = false;
  });
  return { declared, isPartial: /install_requires\s*=\s*(?!\[)\S/.test(text) };
}
