"""Resolves specifiers to files: relative and absolute ones by trying extensions, bare ones through node_modules.

Pure: `files` tells which files exist. A bare specifier that is in no node_modules above the importer is looked up in
`extra_folder`, which holds packages fetched on demand."""

from __future__ import annotations

from typing import Any

from runtime_py.devserver.glob_patterns import pattern_of
from runtime_py.devserver.package_exports import (
    CONDITIONS,
    REQUIRE_CONDITIONS,
    browser_replacement,
    legacy_entry,
    resolve_exports,
    resolve_imports,
)
from runtime_py.devserver.paths import folder_of, join
from runtime_py.platform.bytes import decode
from runtime_py.platform.json import parse
from runtime_py.platform.maps import Map

ENDINGS = ['.mjs', '.js', '.mts', '.ts', '.jsx', '.tsx', '.json', '.vue', '.svelte']
DEPENDENCY_ENDINGS = ['.mjs', '.js', '.cjs', '.json']
EMPTY = '\0empty'  # a file that package.json replaces by nothing in a browser


def is_bare(specifier: str) -> bool:
    return not (
        specifier.startswith('.')
        or specifier.startswith('/')
        or '://' in specifier
        or specifier.startswith('data:')
        or specifier.startswith('blob:')
        or specifier == ''
    )


def package_name(specifier: str) -> str:
    parts = specifier.split('/')
    return '/'.join(parts[0:2]) if specifier.startswith('@') else parts[0]


class Resolver:
    """`root` is the project. package.json files are cached until `forget`."""

    def __init__(self, files: Any, root: str, extra_folder: str) -> None:
        self._files = files
        self._root = root
        self.extra_folder = extra_folder
        self._packages: Map[str, Any] = Map()
        self.is_production = False
        self.renames: Map[str, str] = Map()  # aliases of bare specifiers

    def renamed(self, specifier: str) -> str:
        return self.renames.get(specifier) or specifier

    def forget(self) -> None:
        self._packages = Map()

    def file(self, path: str, endings: list[str] = ENDINGS) -> str | None:
        """A file of exactly this name, or with an extension, or the index of a folder."""
        if self._files.is_file(path):
            return path
        for ending in endings:
            if self._files.is_file(path + ending):
                return path + ending
        if path.endswith('.js') and self._files.is_file(path[0:-3] + '.ts'):
            return path[0:-3] + '.ts'
        if path.endswith('.js') and self._files.is_file(path[0:-3] + '.tsx'):
            return path[0:-3] + '.tsx'
        if self._files.is_folder(path):
            description = self.package(path)
            if description is not None:
                found = self.file(join(path, legacy_entry(description)), endings)
                if found is not None and found != path:
                    return found
            for ending in endings:
                if self._files.is_file(path + '/index' + ending):
                    return path + '/index' + ending
        return None

    def package(self, folder: str) -> Any:
        """The contents of a folder's package.json; None when it is missing or broken."""
        if not self._packages.has(folder):
            content = self._files.read(folder + '/package.json')
            found = None
            if content is not None:
                try:
                    found = parse(decode(content))
                except ValueError:
                    found = None
            self._packages.set(folder, found if isinstance(found, Map) else None)
        return self._packages.get(folder)

    def package_folder(self, name: str, importer: str) -> str | None:
        """The folder of a package, as its importer finds it."""
        folder = folder_of(importer)
        while True:
            candidate = join(folder, 'node_modules/' + name)
            if not folder.endswith('/node_modules') and self._files.is_folder(candidate):
                return self._files.real_path(candidate)
            if folder == '/':
                break
            folder = folder_of(folder)
        candidate = join(self.extra_folder, 'node_modules/' + name)
        return candidate if self._files.is_folder(candidate) else None

    def scope(self, file: str) -> str | None:
        """The folder of the package that a file belongs to."""
        folder = folder_of(file)
        while folder != '/':
            description = self.package(folder)
            if description is not None:
                return folder
            folder = folder_of(folder)
        return None

    def bare(self, specifier: str, importer: str, is_required: bool = False) -> str | None:
        """The file of a bare specifier; None when its package is missing or doesn't have it."""
        conditions = REQUIRE_CONDITIONS if is_required else CONDITIONS
        if self.is_production:
            conditions = ['production' if each == 'development' else each for each in conditions]
        specifier = self.renamed(specifier)
        own = self.scope(importer)
        if specifier.startswith('#'):
            return self._imported(specifier, importer, own, conditions)
        if own is not None:
            replaced = browser_replacement(self.package(own), specifier)
            if replaced == '':
                return EMPTY
            if replaced is not None and replaced.startswith('.'):
                return self.file(join(own, replaced), DEPENDENCY_ENDINGS)
            if replaced is not None and replaced != specifier:
                return self.bare(replaced, importer, is_required)
        name = package_name(specifier)
        folder = self.package_folder(name, importer)
        if own is not None and self.package(own).get('name') == name and self.package(own).get('exports') is not None:
            folder = own
        return None if folder is None else self._in_package(folder, '.' + specifier[len(name) :], conditions)

    def _imported(self, specifier: str, importer: str, own: str | None, conditions: list[str]) -> str | None:
        if own is None:
            return None
        target = resolve_imports(self.package(own).get('imports'), specifier, conditions)
        if target is None:
            return None
        return self.file(join(own, target)) if target.startswith('.') else self.bare(target, importer)

    def _in_package(self, folder: str, subpath: str, conditions: list[str]) -> str | None:
        description = self.package(folder) or Map()
        exports = description.get('exports')
        if exports is not None:
            target = resolve_exports(exports, subpath, conditions)
            return None if target is None else self.file(join(folder, target), DEPENDENCY_ENDINGS)
        if subpath == '.':
            return self.file(join(folder, legacy_entry(description)), DEPENDENCY_ENDINGS) or self.file(
                join(folder, 'index'), DEPENDENCY_ENDINGS
            )
        found = self.file(join(folder, subpath), ENDINGS)
        return self.in_browser(found) if found is not None else None

    def in_browser(self, file: str) -> str:
        """What a package substitutes for one of its files in a browser."""
        own = self.scope(file)
        if own is None:
            return file
        replaced = browser_replacement(self.package(own), './' + file[len(own) + 1 :])
        if replaced is None:
            return file
        return EMPTY if replaced == '' else (self.file(join(own, replaced), DEPENDENCY_ENDINGS) or file)

    def sheet(self, specifier: str, importer: str, root: str) -> str | None:
        """The sheet that `@import` names: relative to the importer, to the root, or in a package."""
        if specifier.startswith('/'):
            return self._sheet_file(join(root, specifier.lstrip('/'))) or self._sheet_file(specifier)
        beside = self._sheet_file(join(folder_of(importer), specifier))
        if beside is not None or specifier.startswith('.'):
            return beside
        plain = specifier.removeprefix('~')
        name = package_name(plain)
        folder = self.package_folder(name, importer)
        if folder is None:
            return None
        description = self.package(folder) or Map()
        subpath = '.' + plain[len(name) :]
        exports = description.get('exports')
        target = None if exports is None else resolve_exports(exports, subpath, ['style', 'css', *CONDITIONS])
        if target is None:
            target = str(description.get('style') or 'index.css') if subpath == '.' else subpath
        return self._sheet_file(join(folder, target))

    def _sheet_file(self, path: str) -> str | None:
        for candidate in [path, path + '.css']:
            if self._files.is_file(candidate) and candidate.endswith('css'):
                return candidate
        return None

    def is_pure(self, file: str) -> bool:
        """Whether its package declares that the file has no side effects (`sideEffects`)."""
        own = self.scope(file)
        value = None if own is None else self.package(own).get('sideEffects')
        if own is None or value is None or value is True:
            return False
        if value is False:
            return True
        patterns = value if isinstance(value, list) else [value]
        path = file[len(own) + 1 :]
        for pattern in patterns:
            text = str(pattern).removeprefix('./').removeprefix('/')
            if pattern_of(text if '/' in text else '**/' + text, True).test(path):
                return False
        return True

    def from_dependency(self, specifier: str, importer: str, is_required: bool) -> str | None:
        """For the bundler of dependencies: resolves any specifier in any file of node_modules."""
        if is_bare(specifier):
            return self.bare(specifier, importer, is_required)
        found = self.file(
            join(folder_of(importer), specifier), DEPENDENCY_ENDINGS if '/node_modules/' in importer else ENDINGS
        )
        return None if found is None else self.in_browser(found)
