"""Editing a line: the screen after any keys is that of a fresh one with the same text; what the keys do."""

from __future__ import annotations

from typing import Any

from tests.shell.editing_support import Desk

LINES = [
    'echo short',
    'a longer line that wraps at the edge of a narrow terminal',
    'two\nlines',
    '漢字 wide 漢字漢字漢字漢字漢字',
]
KEYS: list[Any] = [
    *['a', 'b', ' ', 'q', '漢', 'é', '😀', 'e\u0301', 'abcdefgh', '\x16\x01'[:1] + 'x'],
    *['\x1b[D', '\x1b[C', '\x1b[A', '\x1b[B', '\x1b[H', '\x1b[F', '\x1b[1;5D', '\x1b[1;5C', '\x1b<', '\x1b>'],
    *['\x7f', '\x04', '\x1b[3~', '\x0b', '\x15', '\x17', '\x19', '\x1by', '\x1bd', '\x1b\x7f', '\x1f', '\x14'],
    *['\x1b.', '\x1bt', '\x1bu', '\x1bc', '\x1b\\', '\x1b[200~pasted text\nwith lines\x1b[201~'],
]
WIDTHS = [7, 9, 12, 20]


class Chance:
    def __init__(self, seed: int) -> None:
        self._state = seed * 7919 + 17

    def below(self, count: int) -> int:
        self._state = (self._state * 16807) % 2147483647
        return self._state % count


async def problem(seed: int, resizes: bool) -> str:
    chance = Chance(seed)
    desk = Desk(WIDTHS[chance.below(4)], 14, LINES)
    desk.prompt = ['$ ', '12345 $ ', '\x1b[1mlong prompt\x1b[0m $ '][chance.below(3)]
    desk.screen.write('\n\n\n\n\n\n\n\n\n\n\n\n\n'[: chance.below(14)])
    keys: list[Any] = []
    for _ in range(50):
        keys.append(KEYS[chance.below(len(KEYS))])
        if resizes and chance.below(12) == 0:
            keys.append(WIDTHS[chance.below(4)])
    await desk.edit(keys)
    return '' if desk.problem == '' else f'seed {seed}: {desk.problem}'


async def test_the_screen_shows_the_text() -> None:
    for seed in range(120):
        assert await problem(seed, False) == ''


async def test_the_screen_shows_the_text_after_resizing() -> None:
    for seed in range(120, 160):
        assert await problem(seed, True) == ''


async def edited(keys: list[Any]) -> str:
    return await Desk(40, 24, LINES).edit(keys)


async def test_keys() -> None:
    for keys, text in [
        [['one two', '\x17', '\x19', '\x19'], 'one twotwo'],
        [['one two', '\x17', '\x17', '\x19'], 'one two'],
        [['one two', '\x01', '\x0b', 'x ', '\x19'], 'x one two'],
        [['a', '\x15', 'b', '\x15', '\x19', '\x1by'], 'a'],
        [['one two', '\x1bt'], 'two one'],
        [['ab', '\x14'], 'ba'],
        [['one two', '\x01', '\x1bu', '\x1bc'], 'ONE Two'],
        [['x', '\x1b.'], 'x漢字漢字漢字漢字漢字'],
        [['\x1b.', '\x1b.'], 'lines'],
        [['\x1b.', '\x1b.', '\x1b.', '\x1b.', '\x1b.'], 'short'],
        [['abc ', 'def', '\x15', '\x1f'], 'abc def'],
        [['a', 'b', '\x1b[D', 'c', '\x1f', '\x1f'], ''],
        [['one  two', '\x1b[D', '\x1b[D', '\x1b[D', '\x1b\\'], 'onetwo'],
        [['e\u0301x', '\x1b[D', '\x7f'], 'x'],
        [['\x12', 'ed', '\x01', '#'], '#a longer line that wraps at the edge of a narrow terminal'],
        [['\x12', 'e', 'c', '\x1b[C', '!'], 'e!cho short'],
        [['\x12', 'zzz', '\x07'], ''],
        [['keep', '\x12', 'wraps', '\x07'], 'keep'],
        [['\x12', 'e', '\x12', '\x13', '\x05', '.'], '漢字 wide 漢字漢字漢字漢字漢字.'],
        [['\x16', '\x01'], '\x01'],
        [['\x1b<'], 'echo short'],
    ]:
        found = await edited(list(keys))
        assert found == text


async def test_a_search_is_drawn_on_several_rows() -> None:
    desk = Desk(20, 10, LINES)
    await desk.edit(['\x12', 'longer', '\x12'])
    assert desk.screen.lines() == [
        '(failed reverse-i-se',
        "arch)`longer': a lon",
        'ger line that wraps',
        'at the edge of a nar',
        'row terminal',
    ]
    desk = Desk(20, 10, LINES)
    await desk.edit(['\x12', 'longer', '\x07'])
    assert desk.problem == ''


async def test_a_text_higher_than_the_screen_grows_at_its_end() -> None:
    desk = Desk(10, 4, LINES)
    await desk.edit(['x' for _ in range(75)])
    assert desk.screen.scrolled == 4 and desk.screen.lines() == ['xxxxxxxxxx', 'xxxxxxxxxx', 'xxxxxxxxxx', 'xxxxxxx']
