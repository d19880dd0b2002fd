"""The tables of states, and the page that is drawn from them."""

from runtime_py.platform.states import Table
from toolchain import states


def test_the_page_is_drawn_from_the_tables() -> None:
    assert states.PAGE.read_text() == states.page(), 'python -m toolchain.states writes it anew'


def test_every_state_is_reached_and_every_step_named() -> None:
    for table in states.tables():
        assert set(table.states[1:]) <= {after for _before, after, _what in table.steps}, table.name
        assert all(what != '' for _before, _after, what in table.steps), table.name
        assert len({tuple(step) for step in table.steps}) == len(table.steps), table.name


def test_a_drawing() -> None:
    table = Table(
        'A door', 'door.py', ['shut', 'wide open'], [['shut', 'wide open', 'a push'], ['wide open', 'shut', 'x']]
    )
    assert states.drawing(table).split('\n')[1:] == [
        '    [*] --> shut',
        '    shut --> wide_open: a push',
        '    wide_open --> shut: x',
    ]
