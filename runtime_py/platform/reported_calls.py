"""Calls a function as an event listener, so that the engine itself reports what it throws, with the location of the
`throw`, while the caller continues.

A `catch` would get the exception but not its location. JavaScript only."""

from __future__ import annotations

HostEvent = globalThis.Event
_target = js_new(globalThis.EventTarget)
_KIND = 'call'
# by depth of nested calls; an event serves again when it has been dispatched, since making one takes as long as that
_calls = []
_events = []
_depth = 0


def _run(event: object) -> None:
    _calls[_depth - 1]()


_target.addEventListener(_KIND, _run)


def call_reported(call: object) -> None:
    """When this returns, an exception of `call` has been reported as the global's `error` event."""
    global _depth
    depth = _depth
    if depth == _events.length:
        _events.push(js_new(HostEvent, _KIND))
    _calls[depth] = call
    _depth = depth + 1
    try:
        _target.dispatchEvent(_events[depth])
    finally:
        _depth = depth
        _calls[depth] = None
