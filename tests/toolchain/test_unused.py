"""The names that the check of unused names reports, and those that it doesn't."""

from toolchain import unused
from toolchain.environment import ROOT

MODULE = '''"""A module."""
PUBLIC = 1
_KEPT = 2
_DEAD = 3


class Thing:
    def __init__(self):
        self.value = _KEPT

    def called(self):
        return self.value

    def forgotten(self):
        return 0


def make():
    return Thing().called()
'''


def found(text: str, others: str = '', elsewhere: set[str] | None = None) -> list[str]:
    return unused.unused_names(
        {ROOT / 'a.py': text}, unused.Counter(unused.WORD.findall(text + others)), elsewhere or set()
    )


def test_what_no_name_refers_to_is_found():
    assert found(MODULE) == [
        'a.py:14: nothing refers to forgotten',
        'a.py:18: nothing refers to make',
        'a.py:4: nothing refers to _DEAD',
    ]


def test_a_use_anywhere_counts():
    assert found(MODULE, 'make() forgotten _DEAD') == []
    assert found(MODULE, '', {'make', 'forgotten', '_DEAD'}) == []


def test_several_definitions_are_no_use_of_each_other():
    assert len(found('def one():\n    pass\n\n\nclass A:\n    def one(self):\n        pass\n', 'A')) == 2


def test_modules_that_nothing_imports(tmp_path, monkeypatch):
    monkeypatch.setattr(unused, 'ROOT', tmp_path)
    files = []
    for name, text in {'main.py': 'from room.used import x\n', 'used.py': 'x = 1\n', 'lost.py': 'y = 1\n'}.items():
        path = tmp_path / 'room' / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        files.append(path)
    assert unused.unused_modules(files, files, {'room/main.py'}) == ['room/lost.py: nothing imports this module']
