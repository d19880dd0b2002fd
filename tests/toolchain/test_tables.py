"""Tables generated from a folder's files: what a file adds, under which names, and the error for a file that adds
nothing."""

import pytest

from toolchain import tables


@pytest.fixture
def table(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, 'ROOT', tmp_path)
    folder = tmp_path / 'runtime_py' / 'shell' / 'utilities'
    folder.mkdir(parents=True)
    (folder / '__init__.py').touch()
    return tables.Table('shell/utilities', 'UTILITIES', 'main', 'All utilities')


def names_of(table) -> list[str]:
    return [line.strip().split("'")[1] for line in tables.text_of(table).split('\n') if line.startswith("    ['")]


def test_a_file_is_an_entry_under_its_own_name(table):
    (table.target.parent / 'rev.py').write_text('async def main(context):\n    return 0\n')
    (table.target.parent / 'xdg_open.py').write_text('async def main(context):\n    return 0\n')
    (table.target.parent / 'awk').mkdir()
    (table.target.parent / 'awk' / 'main.py').write_text('async def main(context):\n    return 0\n')
    (table.target.parent / 'awk' / 'lexer.py').write_text('"""A part of awk, no entry."""\n')
    assert names_of(table) == ['awk', 'rev', 'xdg-open']


def test_a_file_says_which_names_it_gives(table):
    (table.target.parent / 'gzip.py').write_text(
        "async def gzip(context):\n    return 0\n\n\nCOMMANDS: list = [['gzip', gzip], ['zcat', gzip]]\n"
    )
    assert '    *gzip_commands,\n' in tables.text_of(table)
    assert 'from runtime_py.shell.utilities.gzip import COMMANDS as gzip_commands\n' in tables.text_of(table)


def test_the_table_itself_is_no_entry(table):
    (table.target.parent / 'rev.py').write_text('async def main(context):\n    return 0\n')
    table.target.write_text('old')
    assert names_of(table) == ['rev']


def test_a_file_that_gives_nothing_is_named(table):
    (table.target.parent / 'rev.py').write_text('async def run(context):\n    return 0\n')
    with pytest.raises(tables.TableError, match=r'rev\.py: .*`main`'):
        tables.text_of(table)


def test_the_rooms_tables_hold_what_their_files_give():
    from runtime_py.npm.commands.table import COMMANDS
    from runtime_py.shell.builtins.table import BUILTINS
    from runtime_py.shell.utilities.table import UTILITIES

    assert UTILITIES.has('[') and UTILITIES.has('rev') and UTILITIES.has('xdg-open') and UTILITIES.has('awk')
    assert BUILTINS.has(':') and BUILTINS.has('getopts') and BUILTINS.has('trap')
    assert COMMANDS.has('ci') and COMMANDS.has('exec') and COMMANDS.has('ll')
