"""What single selectors ask of a package: its fields, its versions, its kind. Pure."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.range import Range, intersects, parse_range, satisfies
from runtime_py.npm.formats.range_relations import outside, subset
from runtime_py.npm.formats.version import Version, compare, parse
from runtime_py.npm.query.selectors import ATTRIBUTE, COMBINATOR, STRING, TAG, Attribute, Part, Selector
from runtime_py.npm.tree.edge import Edge
from runtime_py.npm.tree.tree import Node
from runtime_py.platform.json import stringify
from runtime_py.platform.maps import Map, Set
from runtime_py.platform.regexp import Regexp, compile

_EACH = ''  # in a path of properties: each item of a list
_WORD: Regexp = compile('[A-Za-z0-9_]+')
_COMPARED = ['eq', 'neq', 'gt', 'gte', 'lt', 'lte']
_ONE_VERSION = ['gtr', 'ltr', 'satisfies']
_TWO_RANGES = ['intersects', 'subset']


class Field:
    """`:attr(a, b, [c=d])`: the properties to follow, and what the last has to be."""

    def __init__(self, names: list[str], attribute: Attribute) -> None:
        self.names = names
        self.attribute = attribute


def field_of(selectors: list[Selector]) -> Field:
    """Raises NpmError when the last argument is neither an attribute nor another `:attr`."""
    names = [each.parts[0].value for each in selectors if each.first_kind() == TAG]
    last = selectors[-1].parts[0] if len(selectors) > 0 and len(selectors[-1].parts) > 0 else None
    if last is not None and last.value == ':attr':
        inner = field_of(last.arguments)
        return Field([*names, _EACH, *inner.names], inner.attribute)
    if last is None or last.attribute is None:
        raise NpmError('EQUERYATTR', '`:attr` pseudo-class expects an attribute matcher as the last value')
    return Field(names, last.attribute)


def has_field(manifest: Map[str, Any], field: Field) -> bool:
    objects: list[Any] = [manifest]
    for name in field.names:
        objects = _flat(objects) if name == _EACH else _followed(objects, name)
        if len(objects) == 0:
            return False
    return any(has_attribute(each, field.attribute) for each in objects)


def _flat(objects: list[Any]) -> list[Any]:
    out: list[Any] = []
    for each in objects:
        if isinstance(each, list):
            out.extend(each)
        else:
            out.append(each)
    return out


def _followed(objects: list[Any], name: str) -> list[Any]:
    return _flat([each.get(name) for each in objects if isinstance(each, Map) and is_true(each.get(name))])


def is_true(value: Any) -> bool:
    """As JavaScript judges it."""
    return not (value is None or value is False or value == '' or value == 0)


def has_attribute(value: Any, wanted: Attribute) -> bool:
    found = value.get(wanted.name) if isinstance(value, Map) else None
    if wanted.operator == '':
        return is_true(found)
    if isinstance(found, list):
        return any(is_true(item) and _agrees(item, wanted) for item in found)
    return _agrees(found, wanted)


def _agrees(value: Any, wanted: Attribute) -> bool:
    if not is_true(value):
        value = ''
    if value is not True and isinstance(value, (int, float)):
        value = stringify(value)
    if not isinstance(value, str):
        return False
    text = value.lower() if wanted.insensitive else value
    sought = wanted.value.lower() if wanted.insensitive else wanted.value
    if wanted.operator == '=':
        return text == sought
    if wanted.operator == '~=':
        return sought in _words(text)
    if wanted.operator == '*=':
        return text.find(sought) >= 0
    if wanted.operator == '|=':
        return text.startswith(sought + '-')
    return text.startswith(sought) if wanted.operator == '^=' else text.endswith(sought)


def _words(text: str) -> list[str]:
    out: list[str] = []
    at = 0
    while True:
        found = _WORD.exec(text, at)
        if found is None:
            return out
        out.append(text[found.start : found.end])
        at = found.end


class Versions:
    """`:semver(SPEC, FIELD, FUNCTION)`. Raises NpmError."""

    def __init__(self, part: Part) -> None:
        selectors = list(part.arguments)
        texts = list(part.texts)
        self.how = 'infer'
        if len(selectors) == 3:
            self.how = _function_of(selectors.pop())
            texts.pop()
        self.text = ''
        if len(selectors) == 1:
            self.text = texts[0]
            selectors = []
        elif len(selectors) == 2:
            at = 0 if _is_static(selectors[0]) else 1
            if not _is_static(selectors[at]):
                raise NpmError(
                    'ESEMVERVALUE', '`:semver` pseudo-class expects a static value in the first or second position'
                )
            self.text = texts[at]
            selectors = [selectors[1 - at]]
        if len(selectors) > 1:
            selectors = []  # too many: npm takes none of them
        usual = Attribute()
        usual.name = 'version'
        self.field = field_of(selectors) if len(selectors) > 0 else Field([], usual)

    def check(self) -> None:
        """Raises NpmError."""
        if parse(self.text) is None and parse_range(self.text) is None:
            raise NpmError('EQUERYINVALIDSEMVER', f'`{self.text}` is not a valid semver version or range')

    def allows(self, manifest: Map[str, Any]) -> bool:
        objects: list[Any] = [manifest]
        for name in self.field.names:
            if name == _EACH:
                continue
            objects = _followed(objects, name)
            break  # npm looks no deeper
        return any(self._holds(each) for each in objects)

    def _holds(self, value: Any) -> bool:
        attribute = self.field.attribute
        if attribute.operator != '' and not has_attribute(value, attribute):
            return False
        text = value.get(attribute.name) if isinstance(value, Map) else None
        if not isinstance(text, str) or (parse(text) is None and parse_range(text) is None):
            return False
        return _decide(self.how, text, self.text)


def _is_static(selector: Selector) -> bool:
    return selector.first_kind() == TAG or selector.first_kind() == COMBINATOR


def _function_of(selector: Selector) -> str:
    if selector.first_kind() == TAG:
        return selector.parts[0].value
    if selector.first_kind() == STRING:
        return selector.parts[0].value[1:-1]
    raise NpmError('ESEMVERFUNC', '`:semver` pseudo-class expects a function name as last value')


def _decide(how: str, own: str, given: str) -> bool:
    """`own` is the package's text, `given` the query's."""
    version = parse(own)
    other = parse(given)
    if how == 'infer':
        how = 'satisfies'
        if version is not None and other is not None:
            how = 'eq'
        elif version is None and other is None:
            how = 'intersects'
    if how in _COMPARED:
        return version is not None and other is not None and _is_so(how, compare(version, other))
    if how in _ONE_VERSION:
        if other is not None:
            return _to_range(how, other, given, own)
        return version is not None and _to_range(how, version, own, given)
    if how in _TWO_RANGES:
        return intersects(own, given) if how == 'intersects' else subset(own, given)
    raise NpmError('EQUERYINVALIDOPERATOR', f'`semver.{how}` is not a supported operator.')


def _is_so(how: str, order: int) -> bool:
    if how == 'eq' or how == 'neq':
        return (order == 0) == (how == 'eq')
    return (how.endswith('e') and order == 0) or (order > 0 if how[0] == 'g' else order < 0)


def _to_range(how: str, version: Version, text: str, range_text: str) -> bool:
    if how == 'satisfies':
        return satisfies(text, range_text)
    found: Range | None = parse_range(range_text)
    return found is not None and outside(version, found, how == 'gtr')


def is_of_kind(node: Node, kind: str) -> bool:
    """Whether it, or something that leads to it, is `dev`, `optional` or `peer`."""
    return _flag(node, kind) or _is_led_to(node, kind, Set())


def _flag(node: Node, kind: str) -> bool:
    return node.dev if kind == 'dev' else (node.optional if kind == 'optional' else node.peer)


def _is_led_to(node: Node, kind: str, seen: Set[Edge]) -> bool:
    for edge in node.edges_in.values():
        if seen.has(edge):
            continue
        seen.add(edge)
        if edge.kind == kind or _flag(edge.origin, kind) or _is_led_to(edge.origin, kind, seen):
            return True
    return False


def is_child(node: Node, parents: list[Node]) -> bool:
    """Whether one of them depends on it, or has it as a linked folder."""
    for given in parents:
        parent = given if given.target is None else given.target
        if node.is_top and node.resolve_parent is parent:
            for link in node.links_in.values():
                if link.parent is parent:
                    return True
        for edge in node.edges_in.values():
            if edge.origin is parent:
                return True
    return False


def is_below(node: Node, parents: list[Node], seen: Set[Edge]) -> bool:
    if is_child(node, parents):
        return True
    above = node.resolve_parent
    if node.is_top and above is not None and is_below(above, parents, Set()):
        return True
    for edge in node.edges_in.values():
        if seen.has(edge):
            continue
        seen.add(edge)
        if is_below(edge.origin, parents, seen):
            return True
    return any(is_below(link, parents, seen) for link in node.links_in.values())


class Faults:
    """`:vuln([severity=high], [cwe=79])`: what an advisory has to be. Raises NpmError."""

    def __init__(self, part: Part) -> None:
        self._alternatives: list[Map[str, list[str]]] = []
        for selector in part.arguments:
            wanted: Map[str, list[str]] = Map()
            for each in selector.parts:
                _want(wanted, each)
            self._alternatives.append(wanted)

    def allows(self, advisory: Map[str, Any]) -> bool:
        if len(self._alternatives) == 0:
            return True
        return any(_fits(wanted, advisory) for wanted in self._alternatives)


def _want(wanted: Map[str, list[str]], part: Part) -> None:
    attribute = part.attribute
    if part.kind != ATTRIBUTE or attribute is None:
        raise NpmError('EQUERYATTR', ':vuln pseudo-class only accepts attribute matchers or "cwe" tag')
    if attribute.name not in ['severity', 'cwe']:
        raise NpmError('EQUERYATTR', ':vuln pseudo-class only matches "severity" and "cwe" attributes')
    if attribute.operator not in ['', '=']:
        raise NpmError('EQUERYATTR', ':vuln pseudo-class attribute selector only accepts "=" operator')
    values = wanted.get(attribute.name) or []
    values.append('*' if attribute.operator == '' else attribute.value)
    wanted.set(attribute.name, values)


def _fits(wanted: Map[str, list[str]], advisory: Map[str, Any]) -> bool:
    severities = wanted.get('severity')
    if severities is not None and '*' not in severities and advisory.get('severity') not in severities:
        return False
    numbers = wanted.get('cwe')
    if numbers is None:
        return True
    listed: Any = advisory.get('cwe')
    known: list[Any] = listed if isinstance(listed, list) else []
    return len(known) > 0 if '*' in numbers else all(f'CWE-{number}' in known for number in numbers)
