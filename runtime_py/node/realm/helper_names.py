"""The names by which edited texts of programs call the runtime. They are variables of the process script's own scope (a
`let` at its end, toolchain/bundle.py), which every script sees and no program finds among the properties of
`globalThis`."""

from __future__ import annotations

HostFunction = globalThis.Function
NAMES = [
    '$terrarium_await',
    '$terrarium_each',
    '$terrarium_import',
    '$terrarium_eval',
    '$terrarium_enter',
    '$terrarium_failed',
    '$terrarium_left',
    '$terrarium_tick',
    '$terrarium_counts',
    '$terrarium_counted',
    '$terrarium_value',
]
_helpers = js_new(globalThis.Map)


def publish(name: str, helper: object) -> None:
    _helpers.set(name, helper)
    HostFunction('helper', f'{name} = helper')(helper)


def helper_named(name: str) -> object:
    return _helpers.get(name)
