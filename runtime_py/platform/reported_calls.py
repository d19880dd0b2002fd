"""Calls a function as an event listener, so that the engine itself reports what it throws, with the location of the
`throw`, while the caller continues.

A `catch` would get the exception but not its location. JavaScript only."""

from __future__ import annotations

HostEvent = globalThis.Event
_target = js_new(globalThis.EventTarget)
_waiting = []
_KIND = 'call'


def _run(event: object) -> None:
    _waiting.pop()()


_target.addEventListener(_KIND, _run)


def call_reported(call: object) -> None:
    """When this returns, an exception of `call` has been reported as the global's `error` event."""
    _waiting.append(call)
    _target.dispatchEvent(js_new(HostEvent, _KIND))
