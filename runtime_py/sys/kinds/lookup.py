"""Finds a kind by its number, and the kind that opens a device."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.sys.devices import major
from runtime_py.sys.kinds.kind import Kind
from runtime_py.sys.kinds.table import KINDS
from runtime_py.sys.structures import Structures


class TwoKindsOfOneNumber(Exception):
    """A bug of the machine: two modules of this folder use the same number."""


class Kinds:
    def __init__(self, parts: Structures) -> None:
        self._parts = parts
        self._by_number: list[Kind] = []
        self._by_device: Map[int, Kind] = Map()
        self._by_major: Map[int, Kind] = Map()
        self.numbers: list[int] = []
        self.nodes: list[tuple[str, int]] = []  # (name, st_rdev): what boot makes in /dev
        for create in KINDS.values():
            for kind in create(parts):
                self._add(kind)
                self.numbers.append(kind.number)

    def _add(self, kind: Kind) -> None:
        while len(self._by_number) <= kind.number:
            self._by_number.append(Kind(self._parts, len(self._by_number)))
        if kind.number in self.numbers:
            raise TwoKindsOfOneNumber(f'{kind.number}')
        self._by_number[kind.number] = kind
        self.nodes.extend(kind.nodes)
        for rdev in kind.devices:
            self._by_device.set(rdev, kind)
        for number in kind.majors:
            self._by_major.set(number, kind)

    def get(self, number: int) -> Kind:
        """For an unknown number: a Kind whose every operation raises UnknownKind."""
        return self._by_number[number] if 0 <= number < len(self._by_number) else Kind(self._parts, number)

    def of_device(self, rdev: int) -> Kind | None:
        """The kind that opens this device; None if a program opens the device itself."""
        found = self._by_device.get(rdev)
        return found if found is not None else self._by_major.get(major(rdev))
