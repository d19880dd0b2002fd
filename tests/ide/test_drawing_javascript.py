"""What the emulator gets, and when."""

from __future__ import annotations

from runtime_py.ide.drawing import CAN, FLOOD, MOST_AHEAD, PART, Drawing


async def turn() -> None:
    for _ in range(3):
        await nothing()


async def nothing() -> None:
    pass


class Emulator:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.waiting: list = []
        self.drawing = Drawing(lambda part, drawn: self.take(part, drawn))

    def take(self, part: str, drawn: object) -> None:
        self.parts.append(part)
        self.waiting.append(drawn)

    def text(self) -> str:
        return ''.join(self.parts)

    def draw_one(self) -> None:
        self.waiting.pop(0)()


async def test_short_texts_are_given_together() -> None:
    emulator = Emulator()
    for letter in ['a', 'b', 'c']:
        await emulator.drawing.draw(letter)
    assert emulator.text() == 'abc' and not emulator.drawing.is_over()
    seen = []
    emulator.drawing.on_drawn = lambda: seen.append(emulator.text())
    for _ in range(3):
        assert seen == []
        emulator.draw_one()
    assert seen == ['abc'] and emulator.drawing.is_over()


async def test_a_long_text_waits_for_the_screen() -> None:
    emulator = Emulator()
    text = 'x'.repeat(5 * PART) + 'end'
    given = []
    emulator.drawing.draw(text).then(lambda _: given.append(1))
    while len(emulator.parts) < 6:
        await turn()
        assert given == []
        assert sum([len(part) for part in emulator.parts[len(emulator.parts) - len(emulator.waiting) :]]) <= MOST_AHEAD
        emulator.draw_one()
    await turn()
    assert emulator.text() == text and given == [1]


async def test_an_interrupt_drops_what_is_long() -> None:
    emulator = Emulator()
    emulator.drawing.draw('y'.repeat(4 * FLOOD))
    emulator.drawing.drop()
    emulator.draw_one()
    assert emulator.text() == 'y'.repeat(MOST_AHEAD) + CAN
    while len(emulator.waiting) > 0:
        emulator.draw_one()
    assert emulator.drawing.is_over()
    await emulator.drawing.draw('kept')
    assert emulator.text().endswith(CAN + 'kept')
