"""Every call of a twin (runtime_py/platform/cpython/) is tried by a test that runs in both worlds."""

import ast
import re

import pytest

from toolchain.environment import ROOT

TWINS = sorted((ROOT / 'runtime_py' / 'platform' / 'cpython').glob('*.py'))
# they change how the whole worker runs: the tests of the machine's threads and of the loop try them
ELSEWHERE = {'set_guard', 'watch_blocking', 'set_patience', 'park', 'begin_turn', 'watch_turns'}


def public(text: str) -> set[str]:
    """Functions, and methods of classes."""
    found = set()
    for node in ast.parse(text).body:
        if isinstance(node, ast.ClassDef) and node.name.startswith('_'):
            continue
        members = node.body if isinstance(node, ast.ClassDef) else [node]
        found |= {each.name for each in members if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)}
    return {name for name in found if not name.startswith('_')} - ELSEWHERE


@pytest.mark.parametrize('twin', TWINS, ids=lambda path: path.stem)
def test_each_call_is_tried(twin) -> None:
    tests = (ROOT / 'tests' / 'platform').glob(f'test_{twin.stem}*.py')
    words = {word for path in tests for word in re.findall(r'\w+', path.read_text())}
    assert public(twin.read_text()) - words == set()
