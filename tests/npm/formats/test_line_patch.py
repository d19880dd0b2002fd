"""Hunks as npm diff writes them; the expected values come from npm 11."""

from runtime_py.npm.formats.line_patch import NO_NEWLINE, hunks_of, lines_of


def test_lines_keep_their_ends():
    assert lines_of('') == []
    assert lines_of('a\nb') == ['a\n', 'b']
    assert lines_of('a\r\n\n') == ['a\r\n', '\n']


def test_nothing_changed():
    assert hunks_of('a\nb\n', 'a\nb\n', 3, False) == ''
    assert hunks_of('', '', 3, False) == ''


def test_one_side_is_empty():
    assert hunks_of('', 'a\nb\n', 3, False) == '@@ -0,0 +1,2 @@\n+a\n+b\n'
    assert hunks_of('a\nb', '', 3, False) == '@@ -1,2 +0,0 @@\n-a\n-b\n' + NO_NEWLINE + '\n'


def test_the_end_of_the_last_line_counts():
    assert hunks_of('a\nb', 'a\nb\n', 1, False) == f'@@ -1,2 +1,2 @@\n a\n-b\n{NO_NEWLINE}\n+b\n'


def test_context():
    old = ''.join([f'{k}\n' for k in range(12)])
    changed = old.replace('1\n2\n', '1\nx\n', 1).replace('8\n', '')
    assert hunks_of(old, changed, 1, False) == '@@ -2,3 +2,3 @@\n 1\n-2\n+x\n 3\n@@ -8,3 +8,2 @@\n 7\n-8\n 9\n'
    assert hunks_of(old, changed, 0, False) == '@@ -3,1 +3,1 @@\n-2\n+x\n@@ -9,1 +8,0 @@\n-8\n'
    assert hunks_of(old, changed, 3, False).count('@@ -') == 1


def test_a_line_is_found_again_where_npm_finds_it():
    assert hunks_of('A\nB\n', 'C\nB\nB\n', 3, False) == '@@ -1,2 +1,3 @@\n-A\n+C\n B\n+B\n'


def test_white_space_at_the_ends():
    assert hunks_of('a\n b\nc\n', 'a\nb \nd\n', 3, True) == '@@ -1,3 +1,3 @@\n a\n b \n-c\n+d\n'
