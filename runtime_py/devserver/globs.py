"""`import.meta.glob`: its arguments, the matching files, and the object that replaces it. Pure."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.devserver.glob_patterns import pattern_of
from runtime_py.devserver.import_analysis import Import, find_globs, strings_in
from runtime_py.devserver.paths import folder_of, join, relative
from runtime_py.devserver.text_edits import Edit, apply
from runtime_py.platform.json import stringify
from runtime_py.platform.regexp import Regexp, compile

_EAGER = compile('\\beager\\s*:\\s*(true|!0)')
_IMPORT = compile('\\bimport\\s*:\\s*(["\'])([^"\']*)["\']')
_QUERY = compile('\\bquery\\s*:\\s*(["\'])([^"\']*)["\']')
_QUERY_OBJECT = compile('\\bquery\\s*:\\s*\\{([^}]*)\\}')
_MEMBER = compile('(?:^|,)\\s*(?:(["\'])([^"\']*)["\']|([\\w$]+))\\s*:\\s*(?:(["\'])([^"\']*)["\']|([\\w.]+))')
_BASE = compile('\\bbase\\s*:\\s*(["\'])([^"\']*)["\']')
_EXHAUSTIVE = compile('\\bexhaustive\\s*:\\s*(true|!0)')
_AS = compile('\\bas\\s*:\\s*(["\'])([^"\']*)["\']')


class GlobCall:
    """`patterns` are absolute; those in `excluded` began with `!`. Keys are relative to `folder`, unless a pattern
    isn't. `aliased(pattern)` is the absolute pattern that tsconfig's `paths` give, '' for none."""

    def __init__(self, call_text: str, importer: str, root: str, aliased: Callable[[str], str]) -> None:
        list_end = call_text.find(']') + 1 if call_text.lstrip().startswith('[') else _first_comma(call_text)
        options = call_text[list_end:]
        base = _group(_BASE, options)
        folder = (
            folder_of(importer)
            if base == ''
            else root + base
            if base.startswith('/')
            else join(folder_of(importer), base)
        )
        self.folder = folder.rstrip('/')
        self.takes_hidden = _EXHAUSTIVE.exec(options) is not None
        self.patterns: list[str] = []
        self.excluded: list[str] = []
        self.is_relative = True
        for each in strings_in(call_text, 0, list_end):
            text = each.specifier
            target = self.excluded if text.startswith('!') else self.patterns
            path = text.removeprefix('!')
            alias = '' if path[0:1] in ['.', '/', '*', ''] else aliased(path)
            if not text.startswith('!') and (path.startswith('/') or alias != ''):
                self.is_relative = False
            target.append(alias or (root + path if path.startswith('/') else join(self.folder, path)))
        self.is_eager = _EAGER.exec(options) is not None
        self.name = _group(_IMPORT, options)
        self.query = _group(_QUERY, options) or _members(options)
        kind = _group(_AS, options)
        if kind != '' and self.query == '':
            self.query = '?' + kind
            self.name = self.name or 'default'
        if self.query != '' and not self.query.startswith('?'):
            self.query = '?' + self.query

    def files(self, all_files: list[str], importer: str) -> list[str]:
        wanted = [pattern_of(each, self.takes_hidden) for each in self.patterns]
        unwanted = [pattern_of(each, True) for each in self.excluded]
        found = [
            file
            for file in all_files
            if file != importer
            and any([each.test(file) for each in wanted])
            and not any([each.test(file) for each in unwanted])
        ]
        return sorted(found)


def _first_comma(text: str) -> int:
    at = text.find(',')
    return len(text) if at < 0 else at


def _group(pattern: Regexp, text: str) -> str:
    match = pattern.exec(text)
    return '' if match is None else match.groups[2] or ''


def _members(options: str) -> str:
    """`query: {foo: 'bar', raw: true}` as a query."""
    object_text = _QUERY_OBJECT.exec(options)
    inside = '' if object_text is None else object_text.groups[1] or ''
    parts: list[str] = []
    match = _MEMBER.exec(inside)
    while match is not None:
        name = match.groups[2] or match.groups[3] or ''
        parts.append(f'{name}={match.groups[5] or match.groups[6] or ""}')
        match = _MEMBER.exec(inside, match.end)
    return '&'.join(parts)


def base_of(pattern: str) -> str:
    """The folder below which a pattern can match."""
    star = len(pattern)
    for letter in '*?{[':
        at = pattern.find(letter)
        if 0 <= at < star:
            star = at
    return folder_of(pattern[0:star] + 'x')


class Expanded:
    """`patterns` are those that a new file may match."""

    def __init__(self, code: str, patterns: list[str]) -> None:
        self.code = code
        self.patterns = patterns


def expand_globs(
    source: str, importer: str, root: str, list_files: Callable[[str], list[str]], aliased: Callable[[str], str]
) -> Expanded:
    """`list_files(folder)` returns all files below a folder except node_modules. Eager imports are put before the text,
    on its first line."""
    edits: list[Edit] = []
    before: list[str] = []
    patterns: list[str] = []
    number = 0
    for glob in find_globs(source):
        call = GlobCall(glob.arguments, importer, root, aliased)
        patterns.extend(call.patterns)
        names: list[str] = []
        for pattern in call.patterns:
            for file in list_files(base_of(pattern)):
                if file not in names:
                    names.append(file)
        entries: list[str] = []
        for file in call.files(names, importer):
            key = relative(call.folder, file) if call.is_relative else file[len(root) :]
            specifier = stringify(
                (relative(folder_of(importer), file) if call.is_relative else file[len(root) :]) + call.query
            )
            entries.append(_entry(stringify(key), specifier, call, before, number))
            number += 1
        edits.append(Edit(glob.start, glob.end, '({' + ','.join(entries) + '})'))
    if len(edits) == 0:
        return Expanded(source, patterns)
    return Expanded(''.join(before) + apply(source, edits), patterns)


def _entry(key: str, specifier: str, call: GlobCall, before: list[str], number: int) -> str:
    if call.is_eager:
        if call.name != '' and call.name != '*':
            before.append(f'import {{ {call.name} as __glob_{number} }} from {specifier};')
        else:
            before.append(f'import * as __glob_{number} from {specifier};')
        return f'{key}:__glob_{number}'
    if call.name != '' and call.name != '*':
        return f'{key}:()=>import({specifier}).then(m=>m[{stringify(call.name)}])'
    return f'{key}:()=>import({specifier})'


_UNKNOWN = (
    '((all, path) => all[path] ? all[path]() : Promise.reject(new Error("Unknown variable dynamic import: " + path)))'
)


def variable_imports(
    source: str, imports: list[Import], importer: str, list_files: Callable[[str], list[str]]
) -> list[Edit]:
    """Turns `import(`./pages/${name}.ts`)` into a choice among the files that it can mean, so that a bundler can follow
    it."""
    edits: list[Edit] = []
    for each in imports:
        argument = source[each.start : each.end].strip()
        if (
            each.specifier is not None
            or not argument.startswith('`./')
            and not argument.startswith('`../')
            or not argument.endswith('`')
        ):
            continue
        pattern = join(folder_of(importer), _with_stars(argument[1:-1]))
        wanted = pattern_of(pattern)
        entries: list[str] = []
        for file in list_files(base_of(pattern)):
            if wanted.test(file) and file != importer:
                specifier = stringify(relative(folder_of(importer), file))
                entries.append(f'{specifier}:()=>import({specifier})')
        edits.append(Edit(each.statement_start, each.statement_end, f'{_UNKNOWN}({{{",".join(entries)}}}, {argument})'))
    return edits


def _with_stars(template: str) -> str:
    """Replaces `${...}` in a template by `*`, which matches one part of a path."""
    out: list[str] = []
    at = 0
    while at < len(template):
        start = template.find('${', at)
        if start < 0:
            break
        out.append(template[at:start])
        depth = 1
        at = start + 2
        while at < len(template) and depth > 0:
            depth += 1 if template[at] == '{' else -1 if template[at] == '}' else 0
            at += 1
        out.append('*')
    out.append(template[at:])
    return ''.join(out)
