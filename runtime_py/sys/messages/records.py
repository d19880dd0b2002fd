"""Arguments and results of system calls that are objects, as lists of their fields, and back.

A list begins with a record's name. Must not know messages, or who sends them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.ipc.termios import Termios
from runtime_py.platform.maps import Map
from runtime_py.resources.limits import Bounds
from runtime_py.resources.reading import ProcessReading
from runtime_py.sys.calls.datagrams import Arrival
from runtime_py.sys.calls.outside import Failure
from runtime_py.sys.children import Program
from runtime_py.sys.processes import ProcessInfo
from runtime_py.sys.usage import Split
from runtime_py.vfs.mounting import MountInfo

MARK = '\0record'  # no result that is a list begins with it
_READING = ['state', 'nice', 'started', 'threads', 'user', 'system', 'calls', 'read', 'written', 'files_read']
_READING_REST = [
    'files_written',
    'output',
    'received',
    'sent',
    'requests',
    'descriptors',
    'heap',
    'heap_is_measured',
    'buffers',
    'shared',
    'peak',
]


class _Form:
    def __init__(self, name: str, fields: list[str], make: Callable[[], Any]) -> None:
        self.name = name
        self.fields = fields
        self.make = make


_FORMS = [
    _Form('termios', ['iflag', 'oflag', 'cflag', 'lflag', 'cc'], lambda: Termios(0, 0, 0, 0, [])),
    _Form('program', ['error', 'applet', 'argv', 'path'], lambda: Program(0, '', [])),
    _Form(
        'process',
        ['pid', 'ppid', 'pgid', 'state', 'tty', 'started', 'command', 'slot'],
        lambda: ProcessInfo(0, 0, 0, '', 0, 0, '', 0),
    ),
    _Form('arrival', ['length', 'whole', 'source', 'port'], lambda: Arrival(0, 0, [], 0)),
    _Form('failure', ['code', 'message'], lambda: Failure('', '')),
    _Form('split', ['user', 'system'], lambda: Split(0, 0)),
    _Form('bounds', ['soft', 'hard'], lambda: Bounds(0, 0)),
    _Form(
        'mount',
        ['source', 'path', 'kind', 'device', 'is_read_only', 'size'],
        lambda: MountInfo('', '', '', 0, False, 0),
    ),
    _Form(
        'reading',
        ['pid', 'ppid', 'command', 'kind', *_READING, *_READING_REST],
        lambda: ProcessReading(0, 0, '', ''),
    ),
]
_BY_NAME: Map[str, _Form] = Map([[form.name, form] for form in _FORMS])


def name_of(value: Any) -> str:
    """'' for anything that isn't a record."""
    if isinstance(value, Termios):
        return 'termios'
    if isinstance(value, Program):
        return 'program'
    if isinstance(value, ProcessInfo):
        return 'process'
    if isinstance(value, Arrival):
        return 'arrival'
    if isinstance(value, Failure):
        return 'failure'
    if isinstance(value, Split):
        return 'split'
    if isinstance(value, Bounds):
        return 'bounds'
    if isinstance(value, MountInfo):
        return 'mount'
    return 'reading' if isinstance(value, ProcessReading) else ''


def flat(value: Any) -> Any:
    """The value with lists in the place of records."""
    if isinstance(value, list):
        return [flat(item) for item in value]
    name = name_of(value)
    form = _BY_NAME.get(name)
    if form is None:
        return value
    return [MARK, name, *[getattr(value, field) for field in form.fields]]


def whole(value: Any) -> Any:
    """The opposite of `flat`, by a program of what the kernel says."""
    if not isinstance(value, list):
        return value
    if len(value) < 2 or value[0] != MARK:
        return [whole(item) for item in value]
    form = _BY_NAME.get(value[1])
    if form is None:
        return value
    made = form.make()
    for k, field in enumerate(form.fields):
        setattr(made, field, value[k + 2])
    return made
