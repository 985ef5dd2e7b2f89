import type { SourceFile } from '../../analysis/repository.ts';
import { fileNameOf } from '../../base/path-text.ts';

/** Systems and processors that a file's name may end in, as the go command of version 1.26 knows them. */
const systems = new Set(
  'aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris wasip1 windows zos'.split(
    ' ',
  ),
);
const processors = new Set(
  (
    '386 amd64 amd64p32 arm arm64 arm64be armbe loong64 mips mips64 mips64le mips64p32 mips64p32le mipsle ppc ppc64 ' +
    'ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm'
  ).split(' '),
);

/** Characters in which the package clause comes, as a rule; what stands behind it is no constraint. */
const longestHead = 10_000;

/**
 * The constraint under which a file of Go is built, in the language of `//go:build`: what the comment above the package
 * clause says, and what the name ends in (`disk_linux_arm64.go`). Undefined for a file that is always built.
 */
export function goConstraintOf({ path, text = '' }: SourceFile): string | undefined {
  const parts = [...ofName(fileNameOf(path)), ...ofComment(text.slice(0, longestHead))];
  if (parts.length < 2) return parts[0];
  return parts.map((part) => (part.includes('||') ? `(${part})` : part)).join(' && ');
}

/** A name needs something before the first underscore: `linux.go` is always built. */
function ofName(name: string): string[] {
  const words = name
    .replace(/\.go$/, '')
    .replace(/_test$/, '')
    .split('_')
    .slice(1);
  const last = words.at(-1) ?? '';
  if (processors.has(last)) {
    const before = words.at(-2) ?? '';
    return systems.has(before) ? [before, last] : [last];
  }
  return systems.has(last) ? [last] : [];
}

function ofComment(text: string): string[] {
  const at = text.indexOf('//go:build ');
  if (at < 0 || (at > 0 && text[at - 1] !== '\n')) return [];
  if (/^package\s/m.test(text.slice(0, at))) return [];
  const end = text.indexOf('\n', at);
  const constraint = text.slice(at + '//go:build '.length, end < 0 ? undefined : end).trim();
  return constraint === '' ? [] : [constraint];
}
