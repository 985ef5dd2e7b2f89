"""Which folders of a repository are on the path of which file: what its projects declare, and src."""
import ast
import configparser
import os
import tomllib


def folder_of(path):
    return path.rpartition("/")[0]


def joined(folder, rest):
    joined_path = os.path.normpath(os.path.join(folder, rest)).replace(os.sep, "/")
    return "" if joined_path == "." else joined_path


def ancestors(path):
    """The folders above a file, nearest first, the repository ('') last."""
    folder = folder_of(path)
    while True:
        yield folder
        if folder == "":
            return
        folder = folder_of(folder)


def toml_folders(content):
    tool = tomllib.loads(content.decode("utf-8")).get("tool", {})
    setuptools = tool.get("setuptools", {})
    packages = setuptools.get("packages", {})
    if isinstance(packages, dict):
        yield from packages.get("find", {}).get("where", [])
    yield from package_dir_folders(setuptools.get("package-dir", {}))
    for package in tool.get("poetry", {}).get("packages", []):
        if isinstance(package, dict) and "from" in package:
            yield package["from"]
    for package in tool.get("hatch", {}).get("build", {}).get("targets", {}).get("wheel", {}).get("packages", []):
        yield folder_of(package)
    module_root = tool.get("uv", {}).get("build-backend", {}).get("module-root")
    if isinstance(module_root, str):
        yield module_root
    yield from as_list(tool.get("pytest", {}).get("ini_options", {}).get("pythonpath", []))


def cfg_folders(content):
    config = configparser.ConfigParser(interpolation=None)
    config.read_string(content.decode("utf-8"))
    lines = config.get("options", "package_dir", fallback="").strip().splitlines()
    yield from package_dir_folders(dict(map(str.strip, line.split("=", 1)) for line in lines if "=" in line))
    yield from as_list(config.get("options.packages.find", "where", fallback=""))
    yield from as_list(config.get("tool:pytest", "pythonpath", fallback=""))


def setup_py_folders(content):
    for node in ast.walk(ast.parse(content)):
        if isinstance(node, ast.keyword) and node.arg == "package_dir":
            try:
                yield from package_dir_folders(ast.literal_eval(node.value))
            except ValueError:
                pass


def package_dir_folders(package_dir):
    """`{"": "src"}` and `{"pkg": "lib/pkg"}`: the folders in which packages are found under their own names."""
    for package, folder in package_dir.items() if isinstance(package_dir, dict) else ():
        if package == "":
            yield folder
        elif folder.endswith("/" + package.replace(".", "/")):
            yield folder[: -len(package) - 1]


def as_list(value):
    return value.split() if isinstance(value, str) else [item for item in value if isinstance(item, str)]


READERS = {"pyproject.toml": toml_folders, "setup.cfg": cfg_folders, "setup.py": setup_py_folders}


class SourceRoots:
    """The path of each file, for a repository (absolute folder) with `files` (every file, POSIX, relative)."""

    def __init__(self, repository, files):
        self.repository = repository
        self.files = files
        self.projects = {}
        for path in sorted(files):
            name = path.rpartition("/")[2]
            if name in READERS:
                own = folder_of(path)
                self.projects.setdefault(own, []).extend(joined(own, folder) for folder in self.declared(path, name))
        for own, declared in self.projects.items():
            declared.extend([joined(own, "src"), own])
        self.everywhere = [folder for project in sorted(self.projects) for folder in self.projects[project]]

    def declared(self, path, name):
        try:
            with open(os.path.join(self.repository, path), "rb") as file:
                return list(READERS[name](file.read()))
        except (ValueError, SyntaxError, OSError, configparser.Error, AttributeError):
            # What a file with mistakes declares, nobody knows.
            return []

    def is_package(self, folder):
        return folder + "/__init__.py" in self.files

    def of(self, path):
        """The first root of a file, and all others, as folders relative to the repository."""
        first = next(folder for folder in ancestors(path) if folder == "" or not self.is_package(folder))
        near = next((self.projects[folder] for folder in ancestors(path) if folder in self.projects), [])
        rest = [folder for folder in dict.fromkeys([*near, "", *self.everywhere]) if folder != first]
        return first, [folder for folder in rest if self.is_folder(folder)]

    def all(self):
        """Every folder from which a module of the repository can be named."""
        tops = {first for path in self.files if path.endswith(".py") for first in [self.of(path)[0]]
                if first != folder_of(path)}
        return sorted(tops | {folder for folder in self.everywhere if self.is_folder(folder)})

    def is_folder(self, folder):
        return os.path.isdir(os.path.join(self.repository, folder))
