"""Resolves the imports of Python files with Python's own import machinery; runs none of their code.

Reads {"repository": folder, "files": [every file, POSIX, relative]} from the standard input and writes
{"files", "unparsed", "edges": [[from, to, specifier]], "leftOut": {reason: count}, "roots"} to the standard output.

An edge leads to the file of the module that a statement names:
- `import a.b` to a.b (that a is run first is not counted);
- `from a.b import c` to a.b.c if that is a module of its own and a.b does not bind the name c itself (its own name
  would be found first, as at run time), else to a.b;
- relative imports likewise, counted from the folder of the file;
- `import_module('a.b')`, `importlib.import_module` and `__import__` with a literal name like `import a.b`.
A package is its __init__.py; a folder without one (a namespace package) has no file, so it makes no edge.
Modules are found by importlib.machinery.PathFinder on the path that a file would have:
1. a file of a package: the folder above its topmost package; another file: its own folder (a script, a test);
2. the folders that the nearest project above it declares (pyproject.toml, setup.cfg, setup.py, pytest's
   pythonpath), its src folder, the project's own folder;
3. the repository, and the same folders of every other project in it, as if all were installed.
The standard library goes before all but the first, as it does at run time.
"""
import ast
import importlib.machinery
import json
import os
import re
import sys
import warnings
from collections import Counter

from source_roots import SourceRoots, ancestors, folder_of

REQUEST = json.load(sys.stdin)
ROOT = os.path.realpath(REQUEST["repository"])
FILES = set(REQUEST["files"])
PATHS = SourceRoots(ROOT, FILES)
warnings.simplefilter("ignore")


def read(path):
    with open(os.path.join(ROOT, path), "rb") as file:
        return file.read()


# ---- what a name means

SPECS = {}
OUTSIDE = "outside"


def spec_in(name, folders):
    """The spec of one name in folders (absolute). PathFinder looks at the file system and runs nothing."""
    key = (name, folders)
    if key not in SPECS:
        SPECS[key] = importlib.machinery.PathFinder.find_spec(name, list(folders))
    return SPECS[key]


def locations(spec):
    """The folders of a package. A namespace path would ask sys.path again, so its own list is taken."""
    found = spec.submodule_search_locations
    if found is None:
        return None
    return tuple(getattr(found, "_path", found))


def walk(spec, names):
    """Follows names from a module down; the spec of the last, or None."""
    for name in names:
        folders = locations(spec)
        spec = None if folders is None else spec_in(name, folders)
        if spec is None:
            return None
    return spec


def file_of(spec):
    if spec.origin is None:
        return None
    path = os.path.relpath(spec.origin, ROOT).replace(os.sep, "/")
    return path if path in FILES else OUTSIDE


def absolute(path, names):
    """The spec of a dotted name as `path` sees it; OUTSIDE for what is not found in the repository; None if its
    package is there and it is not."""
    first, rest = ROOTS[path]
    top = names[0]
    own = spec_in(top, (os.path.join(ROOT, first),))
    # A folder without __init__.py does not hide what is found further on.
    if own is not None and own.origin is None:
        own = None
    if own is None and top in sys.stdlib_module_names:
        return OUTSIDE
    everywhere = tuple(os.path.join(ROOT, folder) for folder in [first, *rest])
    spec = own or spec_in(top, everywhere)
    if spec is None or (spec.origin is not None and file_of(spec) == OUTSIDE):
        return OUTSIDE
    # A folder of other things that happens to have the name of a distribution is not that.
    if spec.origin is None and not any(holds_python(folder) for folder in locations(spec)):
        return OUTSIDE
    return walk(spec, names[1:])


PYTHON_FOLDERS = {folder for path in FILES if path.endswith(".py") for folder in ancestors(path)}


def holds_python(folder):
    return os.path.relpath(folder, ROOT).replace(os.sep, "/") in PYTHON_FOLDERS


def relative(path, level, names):
    folder = folder_of(path)
    for _ in range(level - 1):
        if folder == "":
            return OUTSIDE
        folder = folder_of(folder)
    spec = importlib.machinery.ModuleSpec("here", None, origin=None, is_package=True)
    spec.submodule_search_locations = [os.path.join(ROOT, folder)]
    if PATHS.is_package(folder):
        spec.origin = os.path.join(ROOT, folder, "__init__.py")
    return walk(spec, names)


BOUND = {}


def bound_names(path):
    """Names that a package's __init__.py gives a value of its own. `from .c import c` and `from . import d as c` bind c;
    `import a.c`, `from . import c` and `from a import c` in a bind the submodule, which is no difference."""
    if path not in BOUND:
        BOUND[path] = set()
        try:
            BOUND[path] = set(top_level_names(path, ast.parse(read(path)).body))
        except (SyntaxError, ValueError):
            pass
    return BOUND[path]


def names_this_package(path, node):
    if node.level:
        return node.level == 1 and node.module is None
    spec = absolute(path, node.module.split("."))
    return spec not in (None, OUTSIDE) and file_of(spec) == path


def top_level_names(path, body):
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (name.id for target in node.targets for name in ast.walk(target) if isinstance(name, ast.Name))
        elif isinstance(node, (ast.AnnAssign, ast.AugAssign)) and isinstance(node.target, ast.Name):
            yield node.target.id
        elif isinstance(node, ast.ImportFrom):
            submodule_of_this = names_this_package(path, node)
            yield from (
                alias.asname or alias.name
                for alias in node.names
                if alias.name != "*" and not (submodule_of_this and alias.asname in (None, alias.name))
            )
        elif isinstance(node, ast.Try):
            for inner in (node.body, node.orelse, node.finalbody, *(handler.body for handler in node.handlers)):
                yield from top_level_names(path, inner)
        elif isinstance(node, (ast.If, ast.With)):
            yield from top_level_names(path, node.body)
            yield from top_level_names(path, getattr(node, "orelse", []))


# ---- statements


def statements(tree):
    """(level, dotted name, imported names or None)"""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield 0, alias.name, None
        elif isinstance(node, ast.ImportFrom):
            yield node.level, node.module or "", [alias.name for alias in node.names]
        elif isinstance(node, ast.Call) and node.args:
            callee = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            first = node.args[0]
            literal = first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None
            if callee in ("import_module", "__import__") and literal and re.fullmatch(r"\w+(\.\w+)*", literal):
                yield 0, literal, None


def targets(path, level, module, names):
    """Files that a statement leads to, and reasons for what leads nowhere."""
    parts = module.split(".") if module else []
    spec = relative(path, level, parts) if level else absolute(path, parts)
    if spec is OUTSIDE:
        return [], ["outside"]
    if spec is None:
        return [], ["not found"]
    own = file_of(spec)
    if names is None:
        return ([own], []) if own not in (None, OUTSIDE) else ([], ["namespace package" if own is None else own])
    found, reasons = [], []
    for name in names:
        submodule = None
        if name != "*" and not (own not in (None, OUTSIDE) and name in bound_names(own)):
            submodule = walk(spec, [name])
        target = own if submodule is None else file_of(submodule)
        if target in (None, OUTSIDE):
            reasons.append("namespace package" if target is None else "outside")
        else:
            found.append(target)
    return found, reasons


LEFT_OUT = Counter()
EDGES = {}
UNPARSED = []
ROOTS = {path: PATHS.of(path) for path in FILES if path.endswith(".py")}
for path in sorted(ROOTS):
    try:
        tree = ast.parse(read(path))
    except (SyntaxError, ValueError, RecursionError):
        UNPARSED.append(path)
        LEFT_OUT["file that Python does not parse"] += 1
        continue
    for level, module, names in statements(tree):
        found, reasons = targets(path, level, module, names)
        LEFT_OUT.update(set(reasons))
        for target in found:
            if target != path:
                EDGES.setdefault((path, target), "." * level + module)
json.dump(
    {
        "python": ".".join(map(str, sys.version_info[:3])),
        "files": sorted(ROOTS),
        "unparsed": UNPARSED,
        "edges": [[source, target, specifier] for (source, target), specifier in EDGES.items()],
        "leftOut": LEFT_OUT,
        "roots": PATHS.all(),
    },
    sys.stdout,
)
