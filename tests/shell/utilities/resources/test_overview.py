"""resources: what the machine has and spends."""

from runtime_py.shell.utilities.resources.main import TABLE
from tests.shell.machine_support import Box


async def test_the_overview_names_what_each_kind_uses():
    lines = (await Box().out('resources')).split('\n')
    assert ' cores, load ' in lines[0] and lines[1].startswith('memory: ')
    assert [word for word in lines[2].split(' ') if word != ''] == ['KIND', 'PROCESSES', 'CPU', 'MEMORY']
    assert await Box().out('resources show | head -3 | wc -l') == '3\n'


async def test_help_names_each_command():
    text = await Box().out('resources --help')
    for each in TABLE:
        assert f'resources {each.name}' in text


async def test_what_it_does_not_know_is_refused():
    assert await Box().out('resources nothing') == (
        "resources: there is no command 'nothing'\nTry 'resources --help' for more information.\n[1]"
    )
