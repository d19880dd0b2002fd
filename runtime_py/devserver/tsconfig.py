"""tsconfig.json, as far as it changes what a source means: JSX, decorators, class fields, type-only imports, `paths`.
Pure: `read(path)` returns a text.

The configuration may extend others, and a project whose root configuration only has references uses the referenced one
for the browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.devserver.paths import folder_of, join
from runtime_py.platform.json import parse
from runtime_py.platform.maps import Map

MOST_EXTENDS = 10
NAMES = ['tsconfig.app.json', 'tsconfig.json', 'jsconfig.json']
_OTHER_WORLDS = ['node', 'test', 'vitest', 'spec', 'e2e', 'cypress', 'server']
_OLD_TARGETS = ['es3', 'es5', 'es6', 'es2015', 'es2016', 'es2017', 'es2018', 'es2019', 'es2020', 'es2021']


class CompilerOptions:
    """`assigns_fields`: class fields are assigned, as TypeScript did before JavaScript had class fields. `paths`:
    [pattern, absolute targets]."""

    def __init__(self) -> None:
        self.jsx = ''
        self.jsx_source = ''
        self.jsx_factory = ''
        self.jsx_fragment = ''
        self.legacy_decorators = False
        self.decorator_metadata = False
        self.assigns_fields = False
        self.keeps_imports = False
        self.paths: list[Any] = []
        self.files: list[str] = []  # the files that were read: a change of any of them invalidates everything


def read_options(root: str, read: Callable[[str], str | None]) -> CompilerOptions:
    options = CompilerOptions()
    for name in NAMES:
        file = join(root, name)
        text = read(file)
        if text is None:
            continue
        merged: Map[str, Any] = Map()
        if not _merge(file, text, read, merged, options, 0):
            continue
        _take(options, merged)
        return options
    return options


def _merge(
    file: str, text: str, read: Callable[[str], str | None], into: Map[str, Any], options: CompilerOptions, depth: int
) -> bool:
    """Merges the configuration and those that it extends. False when it isn't a configuration for sources."""
    value = parse_loose(text)
    if value is None or depth > MOST_EXTENDS:
        return False
    options.files.append(file)
    bases = value.get('extends')
    for base in bases if isinstance(bases, list) else [bases]:
        if isinstance(base, str):
            found = _base(file, base, read)
            content = None if found == '' else read(found)
            if content is not None:
                _merge(found, content, read, into, options, depth + 1)
    own = value.get('compilerOptions')
    if isinstance(own, Map):
        for name, each in own.entries():
            into.set(name, each)
            if name == 'paths' or name == 'baseUrl':
                into.set(name + ' folder', folder_of(file))
    references = value.get('references')
    files = value.get('files')
    if isinstance(references, list) and isinstance(files, list) and len(files) == 0:
        for reference in references:
            path = str(reference.get('path')) if isinstance(reference, Map) else ''
            if any([word in path.lower() for word in _OTHER_WORLDS]):
                continue
            target = join(folder_of(file), path)
            for candidate in [target, target + '/tsconfig.json']:
                content = read(candidate)
                if content is not None:
                    return _merge(candidate, content, read, into, options, depth + 1)
    return True


def _base(file: str, base: str, read: Callable[[str], str | None]) -> str:
    """The file that `extends` names, relative or in a package; '' when it doesn't exist."""
    names = [base, base + '.json', base + '/tsconfig.json']
    folder = folder_of(file)
    if base.startswith('.') or base.startswith('/'):
        for name in names:
            if name.endswith('.json') and read(join(folder, name)) is not None:
                return join(folder, name)
        return ''
    while True:
        for name in names:
            candidate = join(folder, 'node_modules/' + name)
            if name.endswith('.json') and read(candidate) is not None:
                return candidate
        if folder == '/':
            return ''
        folder = folder_of(folder)


def _take(options: CompilerOptions, merged: Map[str, Any]) -> None:
    options.jsx = _text(merged, 'jsx').lower()
    options.jsx_source = _text(merged, 'jsxImportSource')
    options.jsx_factory = _text(merged, 'jsxFactory')
    options.jsx_fragment = _text(merged, 'jsxFragmentFactory')
    options.legacy_decorators = merged.get('experimentalDecorators') is True
    options.decorator_metadata = merged.get('emitDecoratorMetadata') is True
    options.keeps_imports = merged.get('verbatimModuleSyntax') is True or merged.get('preserveValueImports') is True
    defines = merged.get('useDefineForClassFields')
    options.assigns_fields = defines is False or (
        defines is not True and _text(merged, 'target').lower() in _OLD_TARGETS
    )
    paths = merged.get('paths')
    if isinstance(paths, Map):
        base = (
            join(str(merged.get('baseUrl folder') or ''), _text(merged, 'baseUrl'))
            if merged.has('baseUrl')
            else str(merged.get('paths folder'))
        )
        for pattern, targets in paths.entries():
            if isinstance(targets, list):
                options.paths.append([pattern, [join(base, str(target)) for target in targets]])


def _text(merged: Map[str, Any], name: str) -> str:
    value = merged.get(name)
    return value if isinstance(value, str) else ''


def path_targets(options: CompilerOptions, specifier: str) -> list[str]:
    """The targets of a specifier by `paths`: absolute paths, possibly without extensions, in the order to try them."""
    best: list[str] = []
    longest = -1
    for pattern, targets in options.paths:
        star = pattern.find('*')
        if star < 0:
            if pattern == specifier:
                return list(targets)
        elif (
            specifier.startswith(pattern[0:star])
            and specifier.endswith(pattern[star + 1 :])
            and len(specifier) >= len(pattern) - 1
            and star > longest
        ):
            longest = star
            middle = specifier[star : len(specifier) - (len(pattern) - star - 1)]
            best = [target.replace('*', middle) for target in targets]
    return best


def parse_loose(text: str) -> Map | None:
    """Parses JSON with comments and trailing commas, as TypeScript does. None when it is broken."""
    out: list[str] = []
    at = 0
    while at < len(text):
        if text[at] == '"':
            end = _string_end(text, at)
            out.append(text[at:end])
            at = end
        elif text[at : at + 2] in ['//', '/*']:
            at = _comment_end(text, at)
        elif text[at] == ',' and _after_blanks(text, at + 1) in ['}', ']']:
            at += 1
        else:
            out.append(text[at])
            at += 1
    try:
        value = parse(''.join(out).removeprefix('\ufeff'))
    except ValueError:
        return None
    return value if isinstance(value, Map) else None


def _string_end(text: str, start: int) -> int:
    at = start + 1
    while at < len(text) and text[at] != '"':
        at += 2 if text[at] == '\\' else 1
    return min(at + 1, len(text))


def _comment_end(text: str, start: int) -> int:
    """The end of a comment, not including its line end."""
    is_line = text[start : start + 2] == '//'
    end = text.find('\n' if is_line else '*/', start)
    if end < 0:
        return len(text)
    return end if is_line else end + 2


def _after_blanks(text: str, start: int) -> str:
    """The next character that is neither blank nor part of a comment."""
    at = start
    while at < len(text):
        if text[at] in ' \t\r\n':
            at += 1
        elif text[at : at + 2] in ['//', '/*']:
            at = _comment_end(text, at)
        else:
            return text[at]
    return ''
