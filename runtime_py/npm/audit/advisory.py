"""Which versions of a package are affected: by an advisory of the registry, or because each version that they could take
of a dependency is affected (npm calls that a metavuln). Pure."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.formats.manifest import bundled_names, map_of, text_of
from runtime_py.npm.formats.range import intersects, parse_range
from runtime_py.npm.formats.version_ranges import is_in, range_of
from runtime_py.npm.registry.pick import Packument
from runtime_py.platform.maps import Map, Set

SEVERITIES = ['info', 'low', 'moderate', 'high', 'critical']
# devDependencies matter only in the project itself.
_FIELDS = ['dependencies', 'optionalDependencies', 'peerDependencies']


class Advisory:
    """`dependency` is the package that the advisory is about: `name` itself, or the affected dependency. `key` tells
    advisories apart. `range` has the affected versions."""

    def __init__(self, packument: Packument, dependency: str, key: str, severity: str) -> None:
        self.packument = packument
        self.name = packument.name
        self.dependency = dependency
        self.key = key
        self.severity = severity if severity in SEVERITIES else 'high'
        self.versions = packument.ordered()
        self.range = ''
        self._affected: Map[str, bool] = Map()
        self._specs: Map[str, bool] = Map()

    @property
    def is_derived(self) -> bool:
        return self.dependency != self.name

    def affects(self, version: str, spec: str = '') -> bool:
        """`spec`: what a version that the registry doesn't know wants of the dependency."""
        known = self._affected.get(version)
        if known is None:
            known = self._decide(version, spec)
            self._affected.set(version, known)
        return known

    def _decide(self, version: str, spec: str) -> bool:
        raise NotImplementedError

    def affects_spec(self, spec: str) -> bool:
        """Whether all versions that it allows are affected, or none is there."""
        known = self._specs.get(spec)
        if known is None:
            known = all(self.affects(text) for text in self.versions.within(spec).values())
            self._specs.set(spec, known)
        return known

    def as_json(self) -> Any:
        raise NotImplementedError


class Published(Advisory):
    """An advisory as the registry gives it; every field is checked, since it comes from outside."""

    def __init__(self, packument: Packument, given: Map[str, Any]) -> None:
        super().__init__(packument, packument.name, f'{given.get("id")}', text_of(given, 'severity'))
        self.id: Any = given.get('id')
        self._given = given
        self.range = text_of(given, 'vulnerable_versions') or '*'

    def _decide(self, version: str, spec: str) -> bool:
        return is_in(version, self.range)

    def as_json(self) -> Any:
        out: Map[str, Any] = Map([['source', self.id], ['name', self.name], ['dependency', self.name]])
        for key in ['title', 'url']:
            if self._given.has(key):
                out.set(key, self._given.get(key))
        out.set('severity', self.severity)
        for key in ['cwe', 'cvss']:
            if self._given.has(key):
                out.set(key, self._given.get(key))
        out.set('range', self.range)
        return out


class Derived(Advisory):
    """Affected by its dependency."""

    def __init__(self, packument: Packument, source: Advisory) -> None:
        super().__init__(packument, source.name, f'{packument.name} {source.key}', source.severity)
        self._source = source
        self._marked: Set[str] = Set()
        for group in self.versions.by_minor():
            self._mark(group)
        self.range = range_of(self.versions, self._marked)

    def _decide(self, version: str, spec: str) -> bool:
        manifest = self.packument.versions.get(version)
        wanted = spec
        if isinstance(manifest, Map) and wanted == '':
            for field in _FIELDS:
                wanted = wanted or text_of(map_of(manifest, field), self.dependency)
        if wanted == '':
            return False
        if parse_range(wanted, True) is None:
            return True  # an archive or a folder: nothing better is known
        if isinstance(manifest, Map) and self.dependency in bundled_names(manifest):
            return intersects(wanted, self._source.range)
        return self._source.affects_spec(wanted)

    def _mark(self, group: list[str]) -> None:
        """Marks the affected ones of ascending versions. If both ends are, all between are taken to be: a packument may
        have thousands. Prereleases are decided by the release beside them."""
        low = self._first_release(group)
        high = self._last_release(group, low)
        if self._check(group[0]):
            self._mark_all(group[:low])
        if self._check(group[-1]):
            self._mark_all(group[high + 1 :])
        if self._check(group[low]) and self._check(group[high]):
            self._mark_all(group[low:high])
        elif high >= low + 2:
            self._halve(group)

    def _first_release(self, group: list[str]) -> int:
        """0 if there is none."""
        for k in range(len(group)):
            if not self.versions.is_prerelease(group[k]):
                return k
        return 0

    def _last_release(self, group: list[str], low: int) -> int:
        """The last place if there is no other than the first."""
        for k in range(len(group) - 1, low, -1):
            if not self.versions.is_prerelease(group[k]):
                return k
        return len(group) - 1

    def _halve(self, group: list[str]) -> None:
        middle = len(group) // 2
        before = group[:middle]
        after = group[middle:]
        if not self.versions.is_prerelease(before[0]):
            end = len(before)
            while self.versions.is_prerelease(before[end - 1]):
                end -= 1
            if self._check(before[-1]):
                self._mark_all(before[end:])
            before = before[:end]
        if not self.versions.is_prerelease(after[-1]):
            start = 0
            while self.versions.is_prerelease(after[start]):
                start += 1
            if self._check(after[0]):
                self._mark_all(after[:start])
            after = after[start:]
        self._mark(before)
        self._mark(after)

    def _check(self, text: str) -> bool:
        if self.affects(text):
            self._marked.add(text)
            return True
        return False

    def _mark_all(self, texts: list[str]) -> None:
        for text in texts:
            self._marked.add(text)
            self._affected.set(text, True)

    def as_json(self) -> Any:
        return self.dependency
