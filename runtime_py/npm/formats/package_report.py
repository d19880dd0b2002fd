"""What was observed of a package when it was installed and loaded: as lines, and compared with another version. Pure;
must not know how it was observed."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.maps import Map
from runtime_py.security.audit_query import plain

# headings, and what stands for nothing
TOPICS = [
    ['licence', 'licence', 'none is named'],
    ['dependencies', 'packages that it brings', 'none'],
    ['scripts', 'install scripts', 'none'],
    ['native', 'native code, and what stands in for it', 'none'],
    ['hosts', 'hosts that it tried to reach', 'none'],
    ['children', 'programs that it started', 'none'],
    ['written', 'files that it wrote outside of its folder', 'none'],
    ['read', 'files that it read outside of its folder', 'none'],
    ['refused', 'other things that were refused', 'nothing'],
    ['environment', 'environment variables that it read', 'none'],
    ['globals', 'globals that it added or changed', 'none'],
    ['errors', 'problems', 'none'],
]
NOT_OBSERVED = [
    'what its functions do when they are called, and what it does later than two seconds after it was loaded',
    'code for other platforms, other versions of Node, and other entry points of the package',
    'reads that bypass node:fs, and variables that were read before the package was loaded',
]
_SHOWN_MOST = 30


class PackageReport:
    """`identity`: NAME@VERSION."""

    def __init__(self, identity: str) -> None:
        self.identity = identity
        self._found: Map[str, list[str]] = Map([[topic[0], []] for topic in TOPICS])

    def add(self, topic: str, text: str) -> None:
        """Each once."""
        found = self.of(topic)
        if text != '' and text not in found:
            found.append(text)

    def of(self, topic: str) -> list[str]:
        found = self._found.get(topic)
        return [] if found is None else found

    def lines(self) -> list[str]:
        out = [self.identity]
        for topic, heading, nothing in TOPICS:
            found = self.of(topic)
            if len(found) <= 1:
                out.append(f'  {heading}: {plain(found[0]) if len(found) == 1 else nothing}')
                continue
            out.append(f'  {heading}:')
            out.extend([f'    {plain(text)}' for text in found[:_SHOWN_MOST]])
            if len(found) > _SHOWN_MOST:
                out.append(f'    and {len(found) - _SHOWN_MOST} more')
        out.extend(_not_observed())
        return out

    def value(self) -> Map[str, Any]:
        made: Map[str, Any] = Map([['package', self.identity]])
        for topic in self._found.keys():
            made.set(topic, self.of(topic))
        made.set('notObserved', NOT_OBSERVED)
        return made


def compared(one: PackageReport, other: PackageReport) -> list[str]:
    """What the second has and the first hasn't (+), and the reverse (-)."""
    out = [f'{one.identity} -> {other.identity}']
    for topic, heading, _nothing in TOPICS:
        added = [text for text in other.of(topic) if text not in one.of(topic)]
        gone = [text for text in one.of(topic) if text not in other.of(topic)]
        if len(added) + len(gone) > 0:
            out.append(f'  {heading}:')
            out.extend([f'    + {plain(text)}' for text in added])
            out.extend([f'    - {plain(text)}' for text in gone])
    if len(out) == 1:
        out.append('  no difference was observed')
    out.extend(_not_observed())
    return out


def _not_observed() -> list[str]:
    return ['  not observed:', *[f'    {text}' for text in NOT_OBSERVED]]
