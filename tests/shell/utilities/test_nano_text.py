"""The editor's text and screen, without a terminal."""

from __future__ import annotations

from runtime_py.shell.utilities.nano.screen import Screen, width_of
from runtime_py.shell.utilities.nano.text import Text


def test_typing_and_deleting():
    text = Text(['ab', 'c'])
    text.go(0, 1)
    text.insert('x\ny')
    assert '|'.join(text.lines) == 'ax|yb|c' and text.row == 1 and text.column == 1
    text.backspace()
    text.backspace()
    assert '|'.join(text.lines) == 'axb|c' and text.row == 0 and text.column == 2
    text.delete()
    text.delete()
    assert '|'.join(text.lines) == 'axc'
    text.delete()
    text.delete()
    assert '|'.join(text.lines) == 'ax'


def test_undo_and_redo():
    text = Text(['ab'])
    text.insert('1')
    text.insert('2')
    assert text.undo() and text.undo() and not text.undo()
    assert '|'.join(text.lines) == 'ab' and text.column == 0
    assert text.redo() and '|'.join(text.lines) == '1ab'
    text.insert('x')
    assert not text.redo() and '|'.join(text.lines) == '1xab'


def test_lines_that_are_cut_together_come_back_together():
    text = Text(['1', '2', '3'])
    text.cut()
    text.cut()
    assert '|'.join(text.lines) == '3'
    text.paste()
    assert '|'.join(text.lines) == '1|2|3' and text.row == 2
    text.go(0, 0)
    text.cut()
    assert '|'.join(text.cut_lines) == '1'
    empty = Text(['x'])
    empty.cut()
    assert '|'.join(empty.lines) == ''


def test_moving():
    text = Text(['a b\U0001f600', 'cd'])
    text.go(0, 9)
    text.left()
    assert text.column == 3
    text.right()
    text.right()
    assert text.row == 1 and text.column == 0
    text.left()
    text.word_left()
    assert text.column < 5 and text.row == 0
    assert text.find('CD') and text.row == 1 and not text.find('nope')


def test_a_long_line_scrolls_and_marks_its_ends():
    screen = Screen()
    screen.columns = 20
    screen.rows = 8
    text = Text(['0123456789abcdefghijklmnopqrst', 'x\ty'])
    assert '0123456789abcdefghi>' in screen.picture('t', text, '', '')
    text.go(0, 30)
    assert '<' in screen.picture('t', text, '', '')
    assert width_of('x\ty') == 9 and width_of('\x01') == 2


def test_the_cursor_stays_on_the_screen():
    screen = Screen()
    screen.rows = 10
    text = Text([str(k) for k in range(50)])
    text.go(30, 0)
    picture = screen.picture('t', text, 'said', '')
    assert screen.top == 26 and '30\x1b[K' in picture and '[ said ]' in picture
    assert screen.picture('t', text, '', 'Question: ').endswith('\x1b[8;11H')
