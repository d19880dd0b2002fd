from __future__ import annotations

from tests.shell.machine_support import Box


async def test_numbers_go_on_where_the_last_backup_ended():
    made = 'echo 1 >a; echo 2 >b; cp --backup=t a b; cp --backup=t a b; cp -b a b; ls'
    assert await Box().out(made) == 'a\nb\nb.~1~\nb.~2~\nb.~3~\n'


async def test_the_environment_chooses_how_backups_are_kept():
    made = 'echo 1 >a; echo 2 >b; VERSION_CONTROL=simple SIMPLE_BACKUP_SUFFIX=.old cp -b a b; cat b b.old'
    assert await Box().out(made) == '1\n2\n'


async def test_an_abbreviation_is_understood_and_an_unknown_word_refused():
    assert await Box().out('echo 1 >a; echo 2 >b; mv --backup=num a b; ls') == 'b\nb.~1~\n'
    assert 'Valid arguments are' in await Box().out('echo 1 >a; echo 2 >b; mv --backup=x a b')
