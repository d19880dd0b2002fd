"""V8's additions to the console when there is an inspector: methods that Node's console lacks, and the names of methods
that are aliases.

The methods are the host's own: they write to its developer tools, and have no effect for a program."""

from __future__ import annotations

from runtime_py.node.realm.host import define
from runtime_py.platform.host import host_console

_ADDED = ['profile', 'profileEnd', 'timeStamp', 'context', 'createTask']
_DOUBLES = ['dirxml', 'groupCollapsed']


def install(console: object) -> None:
    for name in _DOUBLES:
        define(console[name], 'name', {'value': name, 'writable': False, 'enumerable': False, 'configurable': True})
    for name in _ADDED:
        if js_typeof(host_console[name]) == 'function':
            define(
                console, name, {'value': host_console[name], 'writable': True, 'enumerable': True, 'configurable': True}
            )
