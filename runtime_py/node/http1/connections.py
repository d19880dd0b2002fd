"""The list of a server's connections, used to find idle and slow ones.

Knows: when a parser's message began and whether its headers are complete. Must not know: parsing.
"""

from __future__ import annotations

from typing import Any

from runtime_py.platform.clock import monotonic_ms


class ConnectionsList:
    """`all` are sorted by the start of their message; `active` are those within a message, or before their first."""

    _all: Any
    _active: Any

    def __init__(self) -> None:
        Object.defineProperty(self, '_all', {'value': js_new(Set), 'enumerable': False})
        Object.defineProperty(self, '_active', {'value': js_new(Set), 'enumerable': False})

    def all(self) -> list:
        parsers = Array['from'](self._all)
        parsers.sort(key=lambda parser: parser.last_message_start)
        return parsers

    def idle(self) -> list:
        return [parser for parser in self.all() if parser.last_message_start == 0]

    def active(self) -> list:
        return Array['from'](self._active)

    def expired(self, headers_timeout: float, request_timeout: float) -> list:
        if headers_timeout == 0 and request_timeout == 0:
            return []
        if request_timeout > 0 and headers_timeout > request_timeout:
            swapped = headers_timeout
            headers_timeout = request_timeout
            request_timeout = swapped
        now = monotonic_ms()
        found = []
        for parser in self.active():
            age = now - parser.last_message_start
            slow_headers = headers_timeout > 0 and not parser.headers_completed and age > headers_timeout
            if slow_headers or (request_timeout > 0 and age > request_timeout):
                found.append(parser)
                self._active.delete(parser)
        return found

    def add(self, parser: object) -> None:
        self._all.add(parser)

    def add_active(self, parser: object) -> None:
        self._active.add(parser)

    def remove(self, parser: object) -> None:
        self._all.delete(parser)

    def remove_active(self, parser: object) -> None:
        self._active.delete(parser)
