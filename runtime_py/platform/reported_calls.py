"""Calls a function so that the engine itself reports what it throws, with the place of the `throw`, and the caller goes on: as the listener of an event.

A `catch` would know the exception but not its place. JavaScript only."""
from __future__ import annotations

HostEvent = globalThis.Event
_target = js_new(globalThis.EventTarget)
_waiting = []
_KIND = 'call'


def _run(event: object) -> None:
    _waiting.pop()()


_target.addEventListener(_KIND, _run)


def call_reported(call: object) -> None:
    """What `call` throws has become the global's `error` event when this returns."""
    _waiting.append(call)
    _target.dispatchEvent(js_new(HostEvent, _KIND))
