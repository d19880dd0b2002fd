"""Ranges of versions as node-semver reads them: `^1.2`, `~1`, `1.x`, `1 - 2`, `>=1 <3 || 5.*`. Pure; built on
version.py.

A range is a list of alternatives, each a list of comparators that must all hold. Shorthand forms are rewritten to
comparators as text, in node-semver's order (hyphen, spaces, caret, tilde, x, star), since the order decides the meaning
of odd ranges."""

from __future__ import annotations

from runtime_py.npm.formats.version import (
    BUILD,
    FULL_PLAIN,
    LOOSE_PLAIN,
    NUMERIC,
    NUMERIC_LOOSE,
    PRERELEASE,
    PRERELEASE_LOOSE,
    Version,
    compare,
    parse,
)
from runtime_py.platform.maps import Map
from runtime_py.platform.regexp import Match, Regexp, compile

_X = f'{NUMERIC}|x|X|\\*'
_X_LOOSE = f'{NUMERIC_LOOSE}|x|X|\\*'
_X_PLAIN = f'[v=\\s]*({_X})(?:\\.({_X})(?:\\.({_X})(?:{PRERELEASE})?{BUILD}?)?)?'
_X_PLAIN_LOOSE = f'[v=\\s]*({_X_LOOSE})(?:\\.({_X_LOOSE})(?:\\.({_X_LOOSE})(?:{PRERELEASE_LOOSE})?{BUILD}?)?)?'
_GTLT = '((?:<|>)?=?)'
_NOTHING = '<0.0.0-0'
_CACHE_LIMIT = 5000


class _Grammar:
    """The regular expressions for strict or loose parsing."""

    def __init__(self, x_plain: str, full_plain: str) -> None:
        self.hyphen = compile(f'^\\s*({x_plain})\\s+-\\s+({x_plain})\\s*$')
        self.tilde = compile(f'^(?:~>?){x_plain}$')
        self.caret = compile(f'^(?:\\^){x_plain}$')
        self.x_range = compile(f'^{_GTLT}\\s*{x_plain}$')
        self.comparator = compile(f'^{_GTLT}\\s*({full_plain})$|^$')


_STRICT = _Grammar(_X_PLAIN, FULL_PLAIN)
_LOOSE = _Grammar(_X_PLAIN_LOOSE, LOOSE_PLAIN)
_BUILD = compile(BUILD)
_SPACES = compile('\\s+')
_COMPARATOR_TRIM = compile(f'(\\s*){_GTLT}\\s*({LOOSE_PLAIN}|{_X_PLAIN})')
_TILDE_TRIM = compile('(\\s*)(?:~>?)\\s+')
_CARET_TRIM = compile('(\\s*)(?:\\^)\\s+')
_STAR = compile('(<|>)?=?\\s*\\*')
_GTE0 = compile('^\\s*>=\\s*0\\.0\\.0\\s*$')
_GTE0_PRE = compile('^\\s*>=\\s*0\\.0\\.0-0\\s*$')


class Comparator:
    """`operator` is one of '' < <= > >=; a `version` of None is any version."""

    def __init__(self, operator: str, version: Version | None) -> None:
        self.operator = operator
        self.version = version
        self.text = '' if version is None else operator + version.text

    def test(self, version: Version) -> bool:
        if self.version is None:
            return True
        order = compare(version, self.version)
        if self.operator == '':
            return order == 0
        if order == 0:
            return self.operator == '>=' or self.operator == '<='
        return (order > 0) == self.operator.startswith('>')


class Range:
    """`alternatives`: comparators of each `||` part. `raw` is as written, `text` the normal form."""

    def __init__(self, raw: str, alternatives: list[list[Comparator]], include_prerelease: bool) -> None:
        self.raw = raw
        self.alternatives = alternatives
        self.include_prerelease = include_prerelease
        self.text = '||'.join([' '.join([c.text for c in alternative]) for alternative in alternatives])

    def test(self, version: Version | None) -> bool:
        if version is None:
            return False
        for alternative in self.alternatives:
            if holds(alternative, version, self.include_prerelease):
                return True
        return False


def holds(comparators: list[Comparator], version: Version, include_prerelease: bool = False) -> bool:
    for comparator in comparators:
        if not comparator.test(version):
            return False
    if len(version.prerelease) == 0 or include_prerelease:
        return True
    # A prerelease only matches if a comparator names a prerelease of the same triple.
    for comparator in comparators:
        named = comparator.version
        if named is not None and len(named.prerelease) > 0 and named.same_triple(version):
            return True
    return False


_cache: Map[str, Range] = Map()


def parse_range(text: str, loose: bool = False, include_prerelease: bool = False) -> Range | None:
    """None when it is not a range."""
    key = f'{loose} {include_prerelease} {text}'
    found = _cache.get(key)
    if found is not None:
        return found
    if _cache.size >= _CACHE_LIMIT:
        _cache.clear()
    made = _parse_range(text, loose, include_prerelease)
    if made is not None:
        _cache.set(key, made)
    return made


def _parse_range(text: str, loose: bool, include_prerelease: bool) -> Range | None:
    raw = _normal_spaces(text)
    alternatives: list[list[Comparator]] = []
    for part in raw.split('||'):
        comparators = _alternative(part.strip(), loose, include_prerelease)
        if comparators is None:
            return None
        if len(comparators) > 0:
            alternatives.append(comparators)
    if len(alternatives) == 0:
        return None
    return Range(raw, _simplified(alternatives), include_prerelease)


def _normal_spaces(text: str) -> str:
    return _replace_all(_SPACES, text.strip(), lambda found: ' ')


def _simplified(alternatives: list[list[Comparator]]) -> list[list[Comparator]]:
    possible = [a for a in alternatives if a[0].text != _NOTHING]
    if len(possible) == 0:
        return [alternatives[0]]
    for alternative in possible:
        if len(alternative) == 1 and alternative[0].text == '':
            return [alternative]
    return possible


def _alternative(text: str, loose: bool, include_prerelease: bool) -> list[Comparator] | None:
    grammar = _LOOSE if loose else _STRICT
    text = _replace_all(_BUILD, text, lambda found: '')
    hyphen = grammar.hyphen.exec(text)
    if hyphen is not None:
        text = _hyphen(hyphen.groups, include_prerelease)
    text = _replace_all(_COMPARATOR_TRIM, text, _trim_comparator)
    text = _replace_all(_TILDE_TRIM, text, lambda found: (found.groups[1] or '') + '~')
    text = _replace_all(_CARET_TRIM, text, lambda found: (found.groups[1] or '') + '^')
    words = ' '.join([_desugared(word, grammar, include_prerelease) for word in text.split(' ')])
    zero = _GTE0_PRE if include_prerelease else _GTE0
    by_text: Map[str, Comparator] = Map()
    for word in _normal_spaces(words).split(' '):
        comparator = _comparator('' if zero.test(word) else word, grammar, loose)
        if comparator is None:
            if loose and not grammar.comparator.test(word):
                continue  # loose ranges ignore words that aren't comparators, but not versions that are too large
            return None
        if comparator.text == _NOTHING:
            return [comparator]
        by_text.set(comparator.text, comparator)
    if by_text.size > 1:
        by_text.delete('')
    return list(by_text.values())


def _comparator(text: str, grammar: _Grammar, loose: bool) -> Comparator | None:
    found = grammar.comparator.exec(text)
    if found is None:
        return None
    named = found.groups[2] or ''
    operator = found.groups[1] or ''
    if named == '':
        return Comparator('', None)
    version = parse(named, loose)
    return None if version is None else Comparator('' if operator == '=' else operator, version)


def _trim_comparator(found: Match) -> str:
    groups = found.groups
    return (groups[1] or '') + (groups[2] or '') + (groups[3] or '')


def _replace_all(expression: Regexp, text: str, replacement: object) -> str:
    out = ''
    at = 0
    while at <= len(text):
        found = expression.exec(text, at)
        if found is None or found.end == found.start:
            break
        out += text[at : found.start] + replacement(found)  # type: ignore[operator]
        at = found.end
    return out + text[at:]


def _desugared(word: str, grammar: _Grammar, include_prerelease: bool) -> str:
    pre = '-0' if include_prerelease else ''
    out: list[str] = []
    for caret_part in _caret(word, grammar, pre).split(' '):
        for part in _tilde(caret_part, grammar).split(' '):
            out.append(_x_range(part, grammar, pre))
    return _replace_first(_STAR, ' '.join(out).strip())


def _replace_first(expression: Regexp, text: str) -> str:
    found = expression.exec(text)
    return text if found is None else text[: found.start] + text[found.end :]


def _is_x(part: str | None) -> bool:
    return part is None or part == '' or part == 'x' or part == 'X' or part == '*'


def _next(part: str | None) -> str:
    return str(int(part or '0') + 1)


def _tilde(word: str, grammar: _Grammar) -> str:
    found = grammar.tilde.exec(word)
    if found is None:
        return word
    major = found.groups[1]
    minor = found.groups[2]
    patch = found.groups[3]
    pre = found.groups[4]
    if _is_x(major):
        return ''
    if _is_x(minor):
        return f'>={major}.0.0 <{_next(major)}.0.0-0'
    if _is_x(patch):
        return f'>={major}.{minor}.0 <{major}.{_next(minor)}.0-0'
    low = f'{major}.{minor}.{patch}' + ('' if pre is None else '-' + pre)
    return f'>={low} <{major}.{_next(minor)}.0-0'


def _caret(word: str, grammar: _Grammar, z: str) -> str:
    found = grammar.caret.exec(word)
    if found is None:
        return word
    major = found.groups[1]
    minor = found.groups[2]
    patch = found.groups[3]
    pre = found.groups[4]
    if _is_x(major):
        return ''
    if _is_x(minor):
        return f'>={major}.0.0{z} <{_next(major)}.0.0-0'
    below_next_minor = f'<{major}.{_next(minor)}.0-0'
    below_next_major = f'<{_next(major)}.0.0-0'
    if _is_x(patch):
        return f'>={major}.{minor}.0{z} ' + (below_next_minor if major == '0' else below_next_major)
    low = f'>={major}.{minor}.{patch}' + ('' if pre is None else '-' + pre)
    if major != '0':
        return f'{low} {below_next_major}'
    return f'{low} ' + (f'<{major}.{minor}.{_next(patch)}-0' if minor == '0' else below_next_minor)


def _x_range(word: str, grammar: _Grammar, pre: str) -> str:
    word = word.strip()
    found = grammar.x_range.exec(word)
    if found is None:
        return word
    operator = found.groups[1] or ''
    major = found.groups[2]
    minor = found.groups[3]
    patch = found.groups[4]
    if _misordered(major, minor, patch):
        return word
    any_minor = _is_x(major) or _is_x(minor)
    if not any_minor and not _is_x(patch):
        return word
    if _is_x(major):
        return _NOTHING if operator == '>' or operator == '<' else '*'
    if operator == '' or operator == '=':
        if any_minor:
            return f'>={major}.0.0{pre} <{_next(major)}.0.0-0'
        return f'>={major}.{minor}.0{pre} <{major}.{_next(minor)}.0-0'
    return _compared_x(operator, major, '0' if any_minor else minor, any_minor, pre)


def _misordered(major: str | None, minor: str | None, patch: str | None) -> bool:
    return (_is_x(major) and not _is_x(minor)) or (_is_x(minor) and patch is not None and not _is_x(patch))


def _compared_x(operator: str, major: str | None, minor: str | None, any_minor: bool, pre: str) -> str:
    """`>1.x` is above all of them, `<=1.x` below the next."""
    raised = operator == '>' or operator == '<='
    low_major = _next(major) if raised and any_minor else major
    low_minor = _next(minor) if raised and not any_minor else minor
    real = '>=' if operator == '>' else ('<' if operator == '<=' else operator)
    return f'{real}{low_major}.{low_minor}.0' + ('-0' if real == '<' else pre)


def _hyphen(groups: list[str | None], include_prerelease: bool) -> str:
    """Groups 1-6: the lower end, its parts, prerelease, build; 7-12 the upper."""
    z = '-0' if include_prerelease else ''
    if _is_x(groups[2]):
        low = ''
    elif _is_x(groups[3]):
        low = f'>={groups[2]}.0.0{z}'
    elif _is_x(groups[4]):
        low = f'>={groups[2]}.{groups[3]}.0{z}'
    else:
        low = f'>={groups[1]}' + (z if groups[5] is None else '')
    if _is_x(groups[8]):
        high = ''
    elif _is_x(groups[9]):
        high = f'<{_next(groups[8])}.0.0-0'
    elif _is_x(groups[10]):
        high = f'<{groups[8]}.{_next(groups[9])}.0-0'
    elif groups[11] is not None:
        high = f'<={groups[8]}.{groups[9]}.{groups[10]}-{groups[11]}'
    elif include_prerelease:
        high = f'<{groups[8]}.{groups[9]}.{_next(groups[10])}-0'
    else:
        high = f'<={groups[7]}'
    return f'{low} {high}'.strip()


def satisfies(version: str, range_text: str, loose: bool = False, include_prerelease: bool = False) -> bool:
    """False for an invalid version or range, as in node-semver."""
    found = parse_range(range_text, loose, include_prerelease)
    return found is not None and found.test(parse(version, loose))


def max_satisfying(versions: list[str], range_text: str, loose: bool = False) -> str | None:
    return _extreme(versions, range_text, loose, 1)


def min_satisfying(versions: list[str], range_text: str, loose: bool = False) -> str | None:
    return _extreme(versions, range_text, loose, -1)


def _extreme(versions: list[str], range_text: str, loose: bool, sign: int) -> str | None:
    found = parse_range(range_text, loose)
    if found is None:
        return None
    best = None
    best_text = None
    for text in versions:
        version = parse(text, loose)
        if version is not None and found.test(version) and (best is None or compare(version, best) * sign > 0):
            best = version
            best_text = text
    return best_text


def intersects(a: str, b: str) -> bool:
    """Whether some version could be in both ranges."""
    first = parse_range(a, True)
    second = parse_range(b, True)
    if first is None or second is None:
        return False
    for some in first.alternatives:
        for other in second.alternatives:
            if _satisfiable([*some, *other]):
                return True
    return False


def _satisfiable(comparators: list[Comparator]) -> bool:
    for i in range(len(comparators)):
        for j in range(i + 1, len(comparators)):
            if not _compatible(comparators[i], comparators[j]):
                return False
    return True


def _compatible(a: Comparator, b: Comparator) -> bool:
    if a.version is None or b.version is None:
        return True
    if a.operator == '':
        return b.test(a.version)
    if b.operator == '':
        return a.test(b.version)
    if a.text.startswith('<0.0.0') or b.text.startswith('<0.0.0'):
        return False
    if a.operator[0] == b.operator[0]:
        return True
    order = compare(a.version, b.version)
    if order == 0:
        return a.operator.endswith('=') and b.operator.endswith('=')
    return (order < 0) == a.operator.startswith('>')


def covers(outer: str, inner: str) -> bool:
    """Whether all of `inner`, a range without `||`, is in one alternative of `outer`."""
    container = parse_range(outer, True)
    contained = parse_range(inner, True)
    if container is None or contained is None or len(contained.alternatives) != 1:
        return False
    for alternative in container.alternatives:
        if all(_implied(limit, contained.alternatives[0]) for limit in alternative):
            return True
    return False


def _implied(limit: Comparator, comparators: list[Comparator]) -> bool:
    """Whether the comparators imply the limit."""
    if limit.version is None:
        return True
    for c in comparators:
        if c.version is None:
            continue
        if c.operator == '':
            return limit.test(c.version)
        order = compare(c.version, limit.version)
        same_side = limit.operator != '' and c.operator[0] == limit.operator[0]
        if same_side and order == 0 and (c.operator == limit.operator or len(c.operator) == 1):
            return True
        if same_side and order != 0 and (order > 0) == c.operator.startswith('>'):
            return True
    return False
