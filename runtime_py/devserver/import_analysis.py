"""Import analysis: what a module imports, which hot updates it accepts, and which parts of `import.meta` it uses.

Works on the transformer's output, with the help of a mask (code_mask.py). Pure: it resolves nothing."""

from __future__ import annotations

from runtime_py.devserver.code_mask import mask, matching
from runtime_py.platform.regexp import Regexp, compile

STATIC = 'static'
DYNAMIC = 'dynamic'
REEXPORT = 'reexport'

_IMPORT = compile('(?:^|[^.\\w$#])(import)(?![\\w$:])')
_EXPORT_FROM = compile('(?:^|[^.\\w$#])(export)\\s*(\\*(?:\\s*as\\s+[\\w$"\' ]+)?|\\{[^}]*\\})\\s*from\\s*(["\'])')
_CLAUSE = compile('^([\\w$\\s{},*"\']*?)\\bfrom\\s*(["\'])')
_META_HOT = compile('import\\.meta\\.hot(?![\\w$])')
_META_ENV = compile('import\\.meta\\.env(?![\\w$])')
_ACCEPT = compile('import\\.meta\\.hot\\s*(?:\\?\\.|\\.)\\s*(accept|acceptExports)\\s*\\(')
_GLOB = compile('import\\.meta\\.glob\\s*\\(')


class Import:
    """One specifier. `start` to `end`, without its quotes, is what a new specifier replaces; `statement_start` to
    `statement_end` is the whole declaration. `clause` is the text between `import` (or `export`) and `from`.
    `specifier` is None when it is computed."""

    def __init__(
        self,
        kind: str,
        specifier: str | None,
        start: int,
        end: int,
        statement_start: int,
        statement_end: int,
        clause: str,
    ) -> None:
        self.kind = kind
        self.specifier = specifier
        self.start = start
        self.end = end
        self.statement_start = statement_start
        self.statement_end = statement_end
        self.clause = clause


class Accepted:
    """A specifier in `import.meta.hot.accept`, and its position."""

    def __init__(self, specifier: str, start: int, end: int) -> None:
        self.specifier = specifier
        self.start = start
        self.end = end


class Glob:
    """A call of `import.meta.glob`: its position, and the source of its arguments."""

    def __init__(self, start: int, end: int, text: str) -> None:
        self.start = start
        self.end = end
        self.arguments = text


class Analysis:
    def __init__(self) -> None:
        self.imports: list[Import] = []
        self.accepted: list[Accepted] = []
        self.accepts_itself = False
        self.accepted_exports: list[str] | None = None
        self.uses_hot = False
        self.uses_env = False


def analyse(source: str) -> Analysis:
    found = Analysis()
    if 'import' not in source and 'export' not in source:
        return found
    code = mask(source)
    _find_imports(source, code, found)
    _find_reexports(source, code, found)
    if 'import.meta' in source:
        found.uses_hot = _META_HOT.exec(code) is not None
        found.uses_env = _META_ENV.exec(code) is not None
        _find_accepted(source, code, found)
    found.imports.sort(key=lambda each: each.statement_start)
    return found


def _each(pattern: Regexp, code: str, group: int) -> list[int]:
    places: list[int] = []
    match = pattern.exec(code)
    while match is not None:
        span = match.spans[group]
        places.append(match.start if span is None else span[0])
        match = pattern.exec(code, match.end)
    return places


def _find_imports(source: str, code: str, found: Analysis) -> None:
    for at in _each(_IMPORT, code, 1):
        after = at + 6
        while after < len(code) and code[after] in ' \t\r\n':
            after += 1
        following = code[after : after + 1]
        if following == '(':
            _dynamic(source, code, at, after, found)
        elif following != '.':
            _static(source, code, at, found)


def _static(source: str, code: str, at: int, found: Analysis) -> None:
    after = at + 6
    while after < len(code) and code[after] in ' \t\r\n':
        after += 1
    clause = ''
    start = after + 1
    if code[after : after + 1] not in ['"', "'"]:
        # there is no semicolon within a declaration before its specifier
        end = code.find(';', at)
        match = _CLAUSE.exec(code[after : end if end > 0 else len(code)])
        span = None if match is None else match.spans[1]
        if match is None or span is None:
            return
        start = after + match.end
        clause = source[after + span[0] : after + span[1]]
    close = _string_end(code, start)
    found.imports.append(
        Import(STATIC, unescape(source[start:close]), start, close, at, _after_attributes(code, close + 1), clause)
    )


def _after_attributes(code: str, at: int) -> int:
    """The position after `with {...}` and the semicolon."""
    rest = code[at : at + 40]
    stripped = rest.lstrip(' ')
    if stripped.startswith('with') and stripped[4:].lstrip(' ').startswith('{'):
        at = matching(code, code.find('{', at)) + 1
    return at + 1 if code[at : at + 1] == ';' else at


def _dynamic(source: str, code: str, at: int, paren: int, found: Analysis) -> None:
    close = matching(code, paren)
    first = paren + 1
    while first < close and code[first] in ' \t\r\n':
        first += 1
    quote = code[first : first + 1]
    if quote in ['"', "'", '`']:
        end = _string_end(code, first + 1)
        rest = code[end + 1 : close].strip()
        if (rest == '' or rest.startswith(',')) and not (quote == '`' and '${' in source[first:end]):
            found.imports.append(Import(DYNAMIC, unescape(source[first + 1 : end]), first + 1, end, at, close + 1, ''))
            return
    found.imports.append(Import(DYNAMIC, None, first, close, at, close + 1, ''))


def _find_reexports(source: str, code: str, found: Analysis) -> None:
    match = _EXPORT_FROM.exec(code)
    while match is not None:
        close = _string_end(code, match.end)
        span = match.spans[2]
        word = match.spans[1]
        if span is not None and word is not None:
            found.imports.append(
                Import(
                    REEXPORT,
                    unescape(source[match.end : close]),
                    match.end,
                    close,
                    word[0],
                    _after_attributes(code, close + 1),
                    source[span[0] : span[1]],
                )
            )
        match = _EXPORT_FROM.exec(code, close)


def _string_end(code: str, at: int) -> int:
    """The end of the string that begins at `at`; in a mask, strings are blank inside."""
    quote = code[at - 1]
    end = code.find(quote, at)
    return len(code) if end < 0 else end


def unescape(text: str) -> str:
    """The specifier's value; None for escapes other than of quotes and backslashes, which nobody uses."""
    return (
        text.replace('\\/', '/').replace("\\'", "'").replace('\\"', '"').replace('\\\\', '\\') if '\\' in text else text
    )


def strings_in(source: str, start: int, end: int) -> list[Accepted]:
    """The strings in a list of arguments, with their positions in the source."""
    code = mask(source)
    return _strings(source, code, start, end)


def _strings(source: str, code: str, start: int, end: int) -> list[Accepted]:
    found: list[Accepted] = []
    at = start
    while at < end:
        if code[at] in '"\'`':
            close = _string_end(code, at + 1)
            found.append(Accepted(unescape(source[at + 1 : close]), at + 1, close))
            at = close
        at += 1
    return found


def _find_accepted(source: str, code: str, found: Analysis) -> None:
    match = _ACCEPT.exec(code)
    while match is not None:
        paren = match.end - 1
        close = matching(code, paren)
        first = paren + 1
        while first < close and code[first] in ' \t\r\n':
            first += 1
        start = code[first : first + 1]
        end = (
            matching(code, first)
            if start == '['
            else _string_end(code, first + 1) + 1
            if start in ['"', "'", '`']
            else first
        )
        named = _strings(source, code, first, end)
        if match.groups[1] == 'acceptExports':
            found.accepted_exports = [*(found.accepted_exports or []), *[each.specifier for each in named]]
        elif start in ['"', "'", '`', '[']:
            found.accepted.extend(named)
        else:
            found.accepts_itself = True
        match = _ACCEPT.exec(code, match.end)


def find_globs(source: str) -> list[Glob]:
    if 'import.meta.glob' not in source:
        return []
    code = mask(source)
    found: list[Glob] = []
    match = _GLOB.exec(code)
    while match is not None:
        close = matching(code, match.end - 1)
        found.append(Glob(match.start, min(close + 1, len(source)), source[match.end : close]))
        match = _GLOB.exec(code, close)
    return found


def bindings_of(clause: str) -> list[list[str]]:
    """[name there, name here] of each binding in an import clause; names there may be 'default' and '*'."""
    pairs: list[list[str]] = []
    rest = clause.strip()
    brace = rest.find('{')
    if brace >= 0:
        inside = rest[brace + 1 : rest.rfind('}')]
        for part in inside.split(','):
            words = [word for word in part.replace('\n', ' ').replace('\t', ' ').split(' ') if word != '']
            if len(words) == 1:
                pairs.append([_unquote(words[0]), _unquote(words[0])])
            elif len(words) >= 3:
                pairs.append([_unquote(' '.join(words[0:-2])), _unquote(words[-1])])
        rest = rest[0:brace]
    for part in rest.split(','):
        words = [word for word in part.replace('\n', ' ').split(' ') if word != '']
        if len(words) == 1:
            pairs.append(['default', words[0]])
        elif len(words) == 3:
            pairs.append(['*', words[2]])
    return pairs


def _unquote(word: str) -> str:
    return word[1:-1] if len(word) > 1 and word[0] in '"\'' else word
