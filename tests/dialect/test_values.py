"""The dialect's text, numbers, lists and loops mean the same under CPython and lowered."""

from __future__ import annotations


def test_text_methods() -> None:
    s = '  Hello, World  '
    assert s.strip() == 'Hello, World' and s.lstrip() == 'Hello, World  ' and s.rstrip() == '  Hello, World'
    assert 'xxaxx'.strip('x') == 'a' and 'xay'.lstrip('xa') == 'y'
    assert (
        'a,b,c'.split(',') == ['a', 'b', 'c']
        and 'a,b,c'.split(',', 1) == ['a', 'b,c']
        and ' a  b '.split() == ['a', 'b']
        and ''.split() == []
    )
    assert 'a.b.c'.rsplit('.', 1) == ['a.b', 'c'] and ' a b  c'.split(None, 1) == ['a', 'b  c']
    assert 'aXbX'.replace('X', '$&') == 'a$&b$&' and 'aaa'.replace('a', 'b', 2) == 'bba'
    assert 'abcabc'.find('c') == 2 and 'abcabc'.find('c', 3) == 5 and 'abc'.find('z') == -1 and 'abcabc'.rfind('b') == 4
    assert (
        'abc'.startswith('ab') and 'abc'.startswith(('x', 'a')) and 'abc'.endswith('bc') and not 'abc'.startswith('b')
    )
    assert (
        'a=b=c'.partition('=') == ('a', '=', 'b=c')
        and 'a=b=c'.rpartition('=') == ('a=b', '=', 'c')
        and 'abc'.partition('=') == ('abc', '', '')
    )
    assert (
        'unhappy'.removeprefix('un') == 'happy'
        and 'run.py'.removesuffix('.py') == 'run'
        and 'abc'.removesuffix('x') == 'abc'
    )
    assert '7'.zfill(3) == '007' and '-7'.zfill(3) == '-07' and 'a'.ljust(3) == 'a  ' and 'a'.rjust(3, '.') == '..a'
    assert (
        '12'.isdigit()
        and not ''.isdigit()
        and 'ab1'.isalnum()
        and 'ab'.isalpha()
        and ' \t'.isspace()
        and not 'a1'.isalpha()
    )
    assert '-'.join(['a', 'b']) == 'a-b' and 'banana'.count('an') == 2 and 'abc'.index('c') == 2
    assert 'Abc'.lower() == 'abc' and 'Abc'.upper() == 'ABC'


def test_slices_and_membership() -> None:
    s = 'abcdef'
    xs = [1, 2, 3, 4]
    assert s[1:3] == 'bc' and s[-2:] == 'ef' and s[:-1] == 'abcde' and s[3:1] == '' and s[10:] == ''
    assert xs[1:] == [2, 3, 4] and xs[:2] == [1, 2] and xs[-1] == 4 and xs[-3:-1] == [2, 3]
    assert 'bc' in s and 'x' not in s and 3 in xs and 9 not in xs
    c = s[2]
    assert c in 'abc' and c in ('c', 'd') and c not in ('x', 'y', 'z')


def test_lists() -> None:
    xs = [3, 1, 2]
    xs.append(5)
    xs.extend([9, 8])
    xs.insert(1, 7)
    assert xs == [3, 7, 1, 2, 5, 9, 8] and len(xs) == 7
    assert xs.pop() == 8 and xs.pop(0) == 3 and xs.index(1) == 1 and xs.count(7) == 1
    xs.remove(7)
    xs.sort()
    assert xs == [1, 2, 5, 9] and sorted(xs, reverse=True) == [9, 5, 2, 1]
    ys = xs.copy()
    ys.reverse()
    assert ys == [9, 5, 2, 1] and xs[0] == 1
    ys.clear()
    assert len(ys) == 0
    words = ['bb', 'a', 'ccc']
    words.sort(key=lambda w: -len(w))
    assert words == ['ccc', 'bb', 'a'] and min(words) == 'a' and max(words, key=lambda w: len(w)) == 'ccc'
    assert min(3, 1, 2) == 1 and max([4, 9]) == 9 and min([], default=5) == 5
    assert sorted([('b', 1), ('a', 2), ('a', 1)], key=lambda p: (p[0], p[1])) == [('a', 1), ('a', 2), ('b', 1)]


def test_numbers() -> None:
    assert -7 // 2 == -4 and -7 % 3 == 2 and 7 % -3 == -2 and 7 / 2 == 3.5 and 2**10 == 1024
    assert int('42') == 42 and int(-3.7) == -3 and int('ff', 16) == 255 and float('1.5') == 1.5 and int(' 7 ') == 7
    assert round(2.5) == 2 and round(3.5) == 4 and round(2.675, 2) == 2.67 and abs(-3) == 3 and divmod(7, 2) == (3, 1)
    assert 6 & 3 == 2 and 6 | 1 == 7 and 6 ^ 3 == 5 and ~5 == -6 and 1 << 4 == 16 and -16 >> 2 == -4
    caught = 0
    for bad in ['', 'x', '1.5', '12z']:
        try:
            int(bad)
        except ValueError:
            caught += 1
    assert caught == 4
    n = 5
    n //= 2
    assert n == 2
    n %= 2
    assert n == 0


def test_strings_of_values() -> None:
    name = None
    assert f'{1} {True} {name} {"x"}' == '1 True None x' and str(False) == 'False' and str(12) == '12'
    assert f'{"a"!r} `${{x}}` \\ "q"' == '\'a\' `${x}` \\ "q"'
    assert ord('a') == 97 and chr(98) == 'b' and ord('abc'[1]) == 98


def test_loops() -> None:
    out = []
    for i in range(5, 0, -2):
        out.append(i)
    for i, x in enumerate(['a', 'b']):
        out.append(i)
        out.append(x)
    for i, x in enumerate(['c'], 5):
        out.append(i)
    for a, b in zip([1, 2], ['x', 'y']):
        out.append(b)
        out.append(a)
    assert out == [5, 3, 1, 0, 'a', 1, 'b', 5, 'x', 1, 'y', 2]
    xs = [1, 2, 3]
    for _ in range(len(xs)):
        xs.append(0)
    assert len(xs) == 6
    for n in [1, 2]:
        if n == 3:
            break
    else:
        xs = []
    assert len(xs) == 0
    k = 0
    while True:
        k += 1
        if k < 3:
            continue
        break
    assert k == 3
    for p in range(3):
        last = p
    assert last == 2 and p == 2


def test_unpacking() -> None:
    a, (b, c) = 1, (2, 3)
    a, b = b, a
    assert a == 2 and b == 1 and c == 3
    x = y = 4
    assert x + y == 8
    rows = [[r * c for c in range(3) if c != 1] for r in range(2)]
    assert rows == [[0, 0], [0, 2]]
    assert [p + q for p in 'ab' for q in 'xy'] == ['ax', 'ay', 'bx', 'by']


def test_logic() -> None:
    assert (0 or 'b') == 'b' and ('' or 'd') == 'd' and (1 and 2) == 2 and (not '') and not 'x' == ''
    assert 1 < 2 < 3 and not 1 < 2 < 2 and (3 if False else 4) == 4
    nothing = None
    assert nothing is None and not (nothing is not None)


def test_bytes() -> None:
    b = b'ab\x00\xff'
    assert len(b) == 4 and b[3] == 255 and b[1:2][0] == 98
    buffer = bytearray(3)
    buffer[1] = 7
    assert list(buffer) == [0, 7, 0]
