"""What of a prompt takes space. Drawing: test_line_editor.py."""

from __future__ import annotations

from runtime_py.shell.screen import visible


def test_what_of_a_prompt_is_visible() -> None:
    assert visible('\x1b[1;34m~\x1b[0m $ ') == '~ $ '
    assert visible('one\ntwo> ') == 'two> '
    assert visible('\x1b]0;title\x07$ ') == '$ '
    assert visible('\x1b]0;title\x1b\\\x1b(B$ ') == '$ '
