"""The copy of the browser rooms for mypy."""

import ast
import tomllib

from toolchain import typed_rooms
from toolchain.environment import ROOT

JAVASCRIPT = tomllib.loads((ROOT / 'toolchain' / 'javascript.toml').read_text())['builtins']


NAMES = {'Map', 'atob'}


def test_the_same_names_as_ruff_knows():
    known = set()
    for node in ast.parse((typed_rooms.TYPINGS / 'javascript.pyi').read_text()).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            known.add(node.name)
        elif isinstance(node, ast.AnnAssign):
            known.add(node.target.id)
    assert {name for name in known if not name.startswith('_')} == set(JAVASCRIPT)


def test_lines_keep_their_numbers():
    text = '"""A module."""\nfrom __future__ import annotations\n\nX = 1\n'
    assert (
        typed_rooms.with_names(text, NAMES).split('\n')[3] == 'X = 1'
        and 'from javascript import *' in typed_rooms.with_names(text, NAMES).split('\n')[1]
    )
    assert (
        typed_rooms.with_names('"""A module."""\nX = 1\n', NAMES)
        == 'from javascript import *; """A module."""\nX = 1\n'
    )


def test_a_field_that_begins_as_none_may_hold_anything():
    text = 'class A:\n    def __init__(self):\n        self.a = None      # later\n        self.b = 1\n\n    def end(self):\n        self.a = None\n        self.b = None\n'
    lines = typed_rooms.with_names(text, NAMES).split('\n')
    assert lines[2] == '        self.a: object = None      # later' and lines[6:8] == [
        '        self.a = None',
        '        self.b = None',
    ]


def test_members_are_added_to_a_class():
    theirs = 'class list:\n    @property\n    def a(self): ...\n\nclass str:\n    b: int\n'
    made = typed_rooms.with_members(theirs, 'class list:\n    length: int\n    def push(self) -> int: ...\n')
    assert made.split('\n')[:4] == [
        'class list:',
        '    length: int  # type: ignore',
        '    def push(self) -> int: ...  # type: ignore',
        '    @property',
    ]


def test_a_module_that_has_a_name_of_javascript_keeps_its_own() -> None:
    made = typed_rooms.with_names('"""A module."""\nMap = globalThis.Map\n\ndef atob():\n    pass\n', NAMES)
    assert made.startswith('from javascript import Map; ')
    assert 'Map = globalThis.Map  # type: ignore\n' in made


def test_an_async_call_is_a_promise() -> None:
    theirs = 'class Coroutine:\n    def send(self) -> None: ...\n'
    made = typed_rooms.with_members(theirs, 'class Coroutine:\n    def catch(self) -> None: ...\nclass list: ...\n')
    assert 'def catch(self)' in made and 'list' not in made
