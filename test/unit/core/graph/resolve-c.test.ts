// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of CMake look like that
import { checkGraph, checkImport, type Files } from './resolved-of.ts';

function check(name: string, [from, code]: readonly [string, string], files: Files, expected: string): void {
  checkImport(name, { from, code: `${code}\n`, files }, expected);
}

check('backslashes are folders', ['a.c', '#include "sub\\b.h"'], { 'sub/b.h': '' }, '→ sub/b.h: *');
check('a space after the hash is nothing', ['a.c', '#  include "b.h"'], { 'b.h': '' }, '→ b.h: *');
check('a path of the machine is not followed', ['a.c', '#include "/usr/include/b.h"'], { 'b.h': '' }, '');
check('dots that lead out of the root are missing', ['a.c', '#include "../b.h"'], { 'b.h': '' }, '✗ ../b.h');
check(
  'a file does not include itself',
  ['a/stdint.h', '#include <stdint.h>'],
  { Makefile: 'F = -Ia\n' },
  '⇢ stdint.h (builtin)',
);
check(
  'a header of the own folder goes before the standard one, if it is quoted',
  ['src/a.c', '#include "string.h"'],
  { 'src/string.h': '' },
  '→ src/string.h: *',
);
check(
  'a quoted header of the standard library is not taken from afar',
  ['src/a.c', '#include "string.h"'],
  { 'other/string.h': '' },
  '⇢ string.h (builtin)',
);
check(
  'a folder that the build names may replace a header of the system',
  ['a.c', '#include <sys/queue.h>'],
  { 'CMakeLists.txt': 'include_directories(compat)\n', 'compat/sys/queue.h': '' },
  '→ compat/sys/queue.h: *',
);
check(
  'but not one that is for Windows',
  ['a.c', '#include <unistd.h>'],
  { 'CMakeLists.txt': 'include_directories(win32)\n', 'win32/unistd.h': '' },
  '⇢ unistd.h',
);
check(
  'a header of the system is not taken from afar',
  ['a.c', '#include <poll.h>'],
  { 'x/poll.h': '' },
  '⇢ poll.h',
);
check(
  'a quoted header that others include with angles lies outside',
  ['a.c', '#include "lua.h"'],
  { 'b.c': '#include <lua.h>\n' },
  '⇢ lua.h',
);
check(
  'a quoted header in a folder that is not here lies outside',
  ['a.c', '#include "gtest/gtest.h"'],
  {},
  '⇢ gtest',
);
check(
  'one in a folder that is here is missing',
  ['a.c', '#include "util/gone.h"'],
  { 'util/b.h': '' },
  '✗ util/gone.h',
);
check('so is one in angles', ['a.c', '#include <app/gone.h>'], { 'include/app/b.h': '' }, '✗ app/gone.h');

const macro: Files = { 'fast.h': '', 'slow.h': '' };
check(
  'a macro stands for what the file defines it as',
  ['a.c', '#define ALLOC "fast.h"\n#include ALLOC'],
  macro,
  '→ fast.h: *',
);
checkGraph(
  'or a header of it',
  { 'a.c': '#include "config.h"\n#include ALLOC\n', 'config.h': '#define ALLOC <slow.h>\n', ...macro },
  ['a.c → config.h: *', 'a.c → slow.h: *'],
);
check(
  'what a build file defines goes first',
  ['a.c', '#ifndef ALLOC\n#define ALLOC "fast.h"\n#endif\n#include ALLOC'],
  { Makefile: 'CFLAGS += -DALLOC=\\"slow.h\\"\n', ...macro },
  '→ slow.h: *',
);
check('a macro that nobody defines says nothing', ['a.c', '#include ALLOC\n#include OTHER'], macro, '');

const twoCodecs: Files = { 'fast/codec.h': '', 'slow/codec.h': '' };
const commands = (flags: string, file: string) =>
  JSON.stringify([
    { directory: 'C:\\work\\app\\build', command: `cl ${flags} /c ..\\${file}`, file: `..\\${file}` },
  ]);
check(
  'a compilation database of another system is understood',
  ['a.cpp', '#include <codec.h>'],
  { 'compile_commands.json': commands('/I..\\slow', 'a.cpp'), ...twoCodecs },
  '→ slow/codec.h: *',
);
check(
  'a header has the folders of all commands',
  ['b.hpp', '#include <codec.h>'],
  { 'compile_commands.json': commands('-I"C:/work/app/slow"', 'a.cpp'), 'a.cpp': '', ...twoCodecs },
  '→ slow/codec.h: *',
);
check(
  'a broken compilation database is as good as none',
  ['a.c', '#include <codec.h>'],
  { 'compile_commands.json': '[{', ...twoCodecs },
  '→ fast/codec.h: *',
);

check(
  'variables of CMake are followed into files above',
  ['lib/a.c', '#include "x.h"'],
  {
    'CMakeLists.txt': 'project(Top)\nset(EXTRA one two)\nset(ALL ${EXTRA} three)\n',
    'lib/CMakeLists.txt':
      'foreach(d ${ALL})\nendforeach()\ntarget_include_directories(a SYSTEM PUBLIC ${ALL})\n',
    'lib/three/x.h': '',
    'other/x.h': '',
  },
  '→ lib/three/x.h: *',
);
check(
  'a variable that contains itself ends',
  ['a.c', '#include "x.h"'],
  { 'CMakeLists.txt': 'set(A ${A};${A};a)\ninclude_directories(${A})\n', 'a/x.h': '' },
  '→ a/x.h: *',
);
check(
  'folders of the build tree are none',
  ['a.c', '#include "x.h"'],
  { 'CMakeLists.txt': 'include_directories(${CMAKE_BINARY_DIR}/b)\n', 'a/x.h': '', 'b/deep/x.h': '' },
  '→ a/x.h: *',
);
check(
  'an unknown variable in front stands for the folder of the build file, or the root',
  ['lib/a.c', '#include "x.h"'],
  { 'lib/Makefile': 'F = -I$(DEPS)/inner\n', 'inner/x.h': '', 'aaa/x.h': '' },
  '→ inner/x.h: *',
);
check(
  'substitutions of configure are variables',
  ['lib/a.c', '#include "x.h"'],
  { 'configure.ac': '', 'lib/Makefile.in': 'F = -I@top_srcdir@/private\n', 'private/x.h': '', 'aaa/x.h': '' },
  '→ private/x.h: *',
);
for (const [tool, path, text] of [
  ['GYP', 'binding.gyp', "{ 'targets': [{ 'include_dirs': [ '<(module_root_dir)/private' ] }] }"],
  ['Bazel', 'BUILD.bazel', 'cc_library(name = "a", includes = ["private"])'],
  [
    'MSBuild',
    'a.vcxproj',
    '<AdditionalIncludeDirectories>$(ProjectDir)private;%(X)</AdditionalIncludeDirectories>',
  ],
  ['setup.py', 'setup.py', 'Extension("a", include_dirs=["private"])'],
  ['clang', 'compile_flags.txt', '-Iprivate'],
] as const)
  check(
    `${tool} names folders`,
    ['src/a.c', '#include <x.h>'],
    { [path]: `${text}\n`, 'private/x.h': '', 'aaa/x.h': '' },
    '→ private/x.h: *',
  );

check(
  'a template beside the file that includes it goes before a file of that name elsewhere',
  ['lib/a.c', '#include "config.h"'],
  { 'lib/config.h.in': '', 'other/config.h': '' },
  '⇢ generated:config.h',
);
check(
  'what a build only asks for is not generated',
  ['a.c', '#include <event2/event.h>'],
  { 'CMakeLists.txt': 'find_path(EVENT event2/event.h)\n' },
  '⇢ event2',
);
check(
  'what configure_file writes is generated',
  ['a.c', '#include "build_info.h"'],
  { 'CMakeLists.txt': 'configure_file(info.txt ${CMAKE_BINARY_DIR}/build_info.h)\n' },
  '⇢ generated:build_info.h',
);
check(
  'a parser of bison is generated',
  ['a.c', '#include "parse.tab.h"'],
  { 'parse.y': '' },
  '⇢ generated:parse.tab.h',
);

checkGraph(
  'of several files that end alike the nearest is meant, then the least deep, then the first by name',
  {
    'a/one/x.c': '#include <t/y.h>\n',
    'a/two/t/y.h': '',
    'b/t/y.h': '',
    'c/x.c': '#include <t/z.h>\n',
    'd/e/t/z.h': '',
    'f/t/z.h': '',
    'g/t/z.h': '',
  },
  ['a/one/x.c → a/two/t/y.h: *', 'c/x.c → f/t/z.h: *'],
);
