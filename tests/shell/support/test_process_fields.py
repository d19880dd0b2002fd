"""What ps, top and pgrep show of a process."""

from __future__ import annotations

from runtime_py.shell.support.process_fields import (
    FIELDS,
    Row,
    clock_time,
    field_of,
    name_of,
    numbers,
    short_time,
    users,
)
from tests.shell.support.context_support import context_with


def row() -> Row:
    """The only process of a machine."""
    context = context_with('')
    return Row(context, context.system.list_processes()[0])


def test_times() -> None:
    for ms, clock, short in [
        [0, '00:00:00', '0:00'],
        [999, '00:00:00', '0:00'],
        [61000, '00:01:01', '1:01'],
        [3599999, '00:59:59', '59:59'],
        [90061000, '1-01:01:01', '1501:01'],
    ]:
        assert [clock_time(float(ms)), short_time(float(ms))] == [clock, short]


def test_lists_of_numbers() -> None:
    assert numbers(['1,2 3', '4']) == [1, 2, 3, 4]
    assert numbers([]) == [] and numbers([' , ']) == []
    for wrong in ['x', '1,-2', '1.5', '1,x']:
        assert numbers([wrong]) is None


def test_lists_of_users() -> None:
    assert users(['user,root', '1000 7']) == [1000, 0, 1000, 7]
    assert users(['user,nobody']) == 'nobody'


def test_every_column_has_a_value() -> None:
    found = row()
    for name, field in FIELDS.entries():
        assert field_of(found, name) != '', name
        assert field.head == field.head.upper() and field.width > 0
    assert field_of(found, 'none') == ''


def test_columns_of_a_process() -> None:
    found = row()
    assert [field_of(found, name) for name in ['pid', 'user', 'uid', 'cls', 'nice', 'pri']] == [
        str(found.process.pid),
        'user',
        '1000',
        'TS',
        '0',
        '19',
    ]


def test_the_name_of_a_program_is_its_last_part() -> None:
    process = row().process
    for command, name in [['/usr/bin/node a.js', 'node'], ['[kernel]', 'kernel'], ['sh', 'sh'], ['', '']]:
        process.command = str(command)
        assert name_of(process) == name
