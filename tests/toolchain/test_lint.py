"""Every construct in facts/transcrypt.md that behaves differently without an error is rejected, with its line and what
to write instead."""

from pathlib import Path

import pytest

from toolchain.lint import check_source
from toolchain.lowering.signatures import ROOT

PURE = ROOT / 'runtime_py' / 'vfs' / 'example.py'
REJECTED = [
    ('xs: list[int] = []\nif xs:\n    pass', 'truth of a list'),
    ('def f(d: dict) -> bool:\n    return not d', 'truth of a dict'),
    ('def f(b: bytes) -> bool:\n    return b and True', 'truth of a bytes'),
    ('from runtime_py.platform.maps import Map\nm = Map()\nwhile m:\n    pass', 'truth of a map'),
    ('a = [1]\nb = a == [1]', 'identity'),
    ('a = (1, 2)\nb = a < (2, 3)', 'order of collections'),
    ('a = [[1]]\nb = [1] in a', 'by identity'),
    ('def f(d: dict) -> bool:\n    return "x" in d', 'unsafe for keys'),
    ('def f(x: str) -> bool:\n    return x == None', '`is None`'),
    ('def f(xs: list[int], i: int) -> int:\n    return xs[-i]', 'negative index'),
    ('def f(xs: list[int]) -> None:\n    xs[-1] = 2', 'negative index'),
    ('def f(xs: list[str]) -> int:\n    return ord(xs[0])', 'assign the item'),
    ('def f(text: str) -> int:\n    ends = text.split(",")\n    return ord(ends[1])', 'assign the item'),
    ('def f(xs: list[int]) -> list[int]:\n    return xs[::2]', 'step'),
    ('def f(xs: list[int]) -> None:\n    xs[1:2] = [3]', 'slice'),
    ('def f(xs: list[int]) -> None:\n    del xs[1]', 'hole'),
    ('a = [1] + [2]', '`+` joins'),
    ('a = [1]\na += [2]', '`+` joins'),
    ('a = [0] * 4', 'does not repeat'),
    ('a = "ab" * 3', 'does not repeat'),
    ('def f(n: str) -> str:\n    return "%s" % n', 'does not format'),
    ('d = {}', 'plain object'),
    ('d = {1: 2}', 'plain object'),
    ('s = {1, 2}', 'Set'),
    ('s = set()', 'Set'),
    ('d = dict()', 'Map'),
    ('a = 1 << 31', '32-bit'),
    ('def f(x: int) -> int:\n    return x << 40', '32-bit'),
    ('def f(x: int) -> int:\n    return x & 0xFFFFFFFF', '32-bit'),
    ('a = 9007199254740993', '2**53'),
    ('def f(n: int) -> str:\n    return f"{n:02d}"', 'format specs'),
    ('def f(n: int) -> str:\n    return "{}".format(n)', 'f-string'),
    ('def g(f) -> int:\n    return f(a=1)', 'keyword arguments'),
    ('def f(**kw) -> None:\n    pass', '**keywords'),
    ('def f(x: int) -> None:\n    assert x', '`assert`'),
    ('def f(x: int) -> None:\n    match x:\n        case 1:\n            pass', '`match`'),
    ('def f(x: list[int]) -> None:\n    if (n := len(x)) > 1:\n        print(n)', ':='),
    ('a, *b = [1, 2, 3]', '*rest'),
    ('import os', 'import x'),
    ('from os import path', 'standard library'),
    ('from dataclasses import dataclass', 'standard library'),
    ('from . import x', 'relative'),
    ('from runtime_py.platform import maps', 'a module is no value'),
    ('from runtime_py.platform.maps import *', 'star'),
    ('def f(x: str) -> bytes:\n    return x.encode()', 'encode()'),
    ('try:\n    pass\nexcept ValueError as e:\n    print(e.args)', 'explicit fields'),
    ('try:\n    pass\nexcept ValueError as e:\n    raise KeyError("x") from e', 'raise ... from'),
    ('def f(xs=[]):\n    pass', 'mutable default'),
    ('def f(x: int) -> None:\n    x.y = window', 'the name window is not bound'),
    ('def f(x):\n    return js_typeof(x)', 'rooms that touch JavaScript'),
    ('def f(var: int) -> int:\n    return var', 'reserved word'),
    ('class lower:\n    pass', 'CapWords'),
    ('def Upper() -> None:\n    pass', 'capital'),
    ('class A(B, C):\n    pass\nclass B:\n    pass\nclass C:\n    pass', 'multiple inheritance'),
    (
        'class B:\n    pass\nclass A(B):\n    def __init__(self) -> None:\n        self.x = 1\n        super().__init__()',
        'first statement',
    ),
    ('class A:\n    for i in range(3):\n        pass', 'class body'),
    ('def f(m) -> None:\n    m.set((1, 2), 3)', 'text key'),
    ('__pragma__("js", "x")', 'pragmas'),
    ('def deco(f):\n    return f\n@deco\ndef g() -> None:\n    pass', 'decorators'),
    ('async def f(xs):\n    return [await x for x in xs if await x]', 'await'),
    ('async def f(x):\n    async with x:\n        pass', 'async with'),
    ('a = list(map(str, [1]))', 'comprehension'),
    ('x = 3\nb = x is 3', 'identities'),
    ('def f(xs: list[str]) -> list[str]:\n    return sorted(xs, key=len)', 'not a value in JavaScript'),
    ('def f(n: int) -> list:\n    return [lambda: k for k in range(n)]', 'last value in Python'),
    ('def f(k: list[int]) -> list[int]:\n    return [k for k in k]', 'its own variable'),
    ('def now() -> int:\n    return 1\ndef f(at: int = now()) -> int:\n    return at', 'at each call'),
    ('k = 1\ndef f(k: int = k) -> int:\n    return k', 'the parameter itself'),
    ('def f(String: str) -> str:\n    return String', 'lowered code uses'),
    (
        'def f(m, key: str) -> int:\n    try:\n        return m.get(key)\n    except KeyError:\n        return 0',
        'never raises KeyError',
    ),
    ('class A:\n    def __len__(self) -> int:\n        return 1', 'never calls __len__'),
    (
        'class Wrong(Exception):\n    def __init__(self, name: str) -> None:\n        self.name = name',
        'the name of an error',
    ),
    ('def f(text: str) -> list[str]:\n    return text.splitlines()', 'not in the dialect'),
]
ACCEPTED = [
    'def f(s: str, n: int, b: bool) -> bool:\n    return not s or not n or b',
    'def f(xs: list[int]) -> int:\n    return xs[-1] if len(xs) > 0 else 0',
    'def f(n: int) -> str:\n    return f"{n} items"',
    'def f(a: int, b: int = 2) -> int:\n    return a + b\nx = f(1, b=3)',
    'def f(xs: list[str]) -> list[str]:\n    return sorted(xs, key=lambda x: x.lower(), reverse=True)',
    'class A:\n    KIND = 1\n\n    def __init__(self) -> None:\n        self.items: list[int] = []\n\n    def add(self, x: int) -> None:\n        self.items.append(x)\n',
]


@pytest.mark.parametrize(('source', 'message'), REJECTED, ids=[s.split('\n')[0][:40] for s, _ in REJECTED])
def test_rejected(source: str, message: str) -> None:
    findings = check_source(source, PURE, False, False)
    assert any(message in str(f) for f in findings), findings
    assert all(':' in str(f) for f in findings)


@pytest.mark.parametrize('source', ACCEPTED, ids=[s.split('\n')[0][:40] for s in ACCEPTED])
def test_accepted(source: str) -> None:
    assert check_source(source, PURE, False, False) == []


def test_line_is_named() -> None:
    findings = check_source('x = 1\n\nd = {}\n', PURE, False, False)
    assert [f.line for f in findings] == [3]
    assert Path(findings[0].path) == PURE


def test_characters_of_unknown_texts_are_refused_where_no_types_are_known() -> None:
    findings = check_source('def f(x):\n    return ord(x[0])\n', ROOT / 'runtime_py/node/example.py', True, False)
    assert 'annotate the string' in str(findings[0])


def test_rooms_that_touch_javascript_may_write_objects() -> None:
    assert check_source("def f():\n    return {'a': window.x}", ROOT / 'runtime_py/ide/example.py', True, False) == []
