"""Chooses the version of a package for a spec, from all versions in the registry. As npm-pick-manifest. Pure."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.dates import parse_date
from runtime_py.npm.formats.manifest import engine_problem, map_of, text_of, texts_of
from runtime_py.npm.formats.range import Range, parse_range, satisfies
from runtime_py.npm.formats.spec import RANGE, TAG, VERSION, Spec
from runtime_py.npm.formats.version import Version, compare, parse, valid
from runtime_py.npm.formats.version_ranges import Versions
from runtime_py.platform.maps import Map


class Packument:
    """All versions of one package; parsed once for all dependents."""

    def __init__(self, document: Map[str, Any]) -> None:
        self.name = text_of(document, 'name')
        self.document = document
        self.tags = texts_of(document, 'dist-tags')
        self.versions = map_of(document, 'versions')
        self._times = map_of(document, 'time')
        self._parsed: Map[str, Version | None] = Map()
        self._ordered: Versions | None = None

    def ordered(self) -> Versions:
        """All versions in order; sorted once for all advisories."""
        if self._ordered is None:
            self._ordered = Versions(list(self.versions.keys()))
        return self._ordered

    def parsed(self, text: str) -> Version | None:
        if not self._parsed.has(text):
            self._parsed.set(text, parse(text, True))
        return self._parsed.get(text)

    def is_before(self, version: str, limit: float | None) -> bool:
        """Whether it was published by then, as far as the registry tells."""
        if limit is None:
            return True
        found = parse_date(text_of(self._times, version))
        return found is None or found <= limit


def pick(
    packument: Packument, spec: Spec, default_tag: str, before: float | None = None, avoid: str = ''
) -> Map[str, Any]:
    """The manifest. `before`: versions published later are ignored. `avoid`: a range of versions that are taken only if
    there is no other. Raises ETARGET or ENOVERSIONS."""
    found = _pick(packument, spec, default_tag, before, _avoided(avoid))
    if found is None:
        limit = '' if before is None else ' with a date before the one that `before` or `min-release-age` sets'
        raise NpmError(
            'ETARGET',
            f'No matching version found for {packument.name}@{spec.fetch}{limit}.\n'
            "In most cases you or one of your dependencies are requesting a package version that doesn't exist.",
        )
    return found


class Unaffected:
    """The nearest version that isn't avoided; `is_major`: with another major version."""

    def __init__(self, version: str, is_major: bool) -> None:
        self.version = version
        self.is_major = is_major


def pick_unaffected(packument: Packument, spec: Spec, default_tag: str, avoid: str) -> Unaffected:
    """For a spec that allows only avoided versions: the best with the same major version as the spec's best, otherwise
    the best of all. Raises ETARGET if all are avoided."""
    best = text_of(pick(packument, spec, default_tag), 'version')
    for wanted in [f'^{best}', '*']:
        found = text_of(pick(packument, Spec(RANGE, spec.name, wanted, wanted), default_tag, None, avoid), 'version')
        if not satisfies(found, avoid, True, True):
            return Unaffected(found, wanted == '*')
    raise NpmError('ETARGET', f'No avoidable versions for {packument.name}')


def _avoided(avoid: str) -> Range | None:
    return None if avoid == '' else parse_range(avoid, True, True)


def _pick(
    packument: Packument, spec: Spec, default_tag: str, before: float | None, avoid: Range | None
) -> Map[str, Any] | None:
    versions = packument.versions
    if spec.type == TAG:
        tagged = packument.tags.get(spec.fetch) or ''
        if packument.is_before(tagged, before):
            return versions.get(tagged)
        spec = Spec(RANGE, spec.name, f'<={tagged}', f'<={tagged}')
    if spec.type == VERSION:
        exact = valid(spec.fetch, True) or ''
        return versions.get(exact) if packument.is_before(exact, before) else None
    candidates = [text for text in versions.keys() if packument.is_before(text, before)]
    if len(candidates) == 0:
        raise NpmError('ENOVERSIONS', f'No versions available for {packument.name}')
    wanted = parse_range(spec.fetch, True) if spec.type == RANGE else None
    if wanted is None:
        return None
    latest = packument.tags.get(default_tag) or ''
    manifest = versions.get(latest) if packument.is_before(latest, before) else None
    if (
        manifest is not None
        and (spec.fetch == '*' or wanted.test(packument.parsed(latest)))
        and (avoid is None or not avoid.test(packument.parsed(latest)))
        and not _deprecated(manifest)
        and engine_problem(manifest) == ''
    ):
        return manifest
    best: Map[str, Any] | None = None
    best_rank = -1
    best_version: Version | None = None
    for text in candidates:
        candidate = versions.get(text)
        version = packument.parsed(text)
        if version is None or candidate is None or not wanted.test(version):
            continue
        rank = _rank(candidate) + (4 if avoid is None or not avoid.test(version) else 0)
        if rank > best_rank or (rank == best_rank and best_version is not None and compare(version, best_version) > 0):
            best = candidate
            best_rank = rank
            best_version = version
    return best


def _deprecated(manifest: Map[str, Any]) -> bool:
    value = manifest.get('deprecated')
    return isinstance(value, str) and value != '' or value is True


def _rank(manifest: Map[str, Any]) -> int:
    """Being able to run here counts more than not being deprecated."""
    runs = engine_problem(manifest) == ''
    kept = not _deprecated(manifest)
    return (2 if runs else 0) + (1 if kept else 0)
