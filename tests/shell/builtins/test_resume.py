"""resume: the group that ran side by side last time is started again; a fake kernel says which."""

from runtime_py.shell.builtins.resume import line_of
from tests.shell.machine_support import Box

GROUP = [['node "a b.js"', '/home/user/api'], ['npm run dev', "/home/user/it's"]]


def box_with(answer: object) -> Box:
    box = Box()

    async def ask(op: str, args: list) -> object:
        assert op == 'predict.group' and args == []
        return answer

    box.system.context.asker = ask
    return box


def test_lines():
    assert line_of('npm run dev', '/home/user/app', True) == '(cd /home/user/app && npm run dev) &'
    assert line_of('npm run dev', "/home/user/it's", False) == "(cd '/home/user/it'\\''s' && npm run dev)"


async def test_what_would_be_started():
    box = box_with(GROUP)
    assert await box.out('resume -n') == (
        '(cd /home/user/api && node "a b.js") &\n' + "(cd '/home/user/it'\\''s' && npm run dev)\n"
    )


async def test_it_starts_in_the_folders():
    box = box_with([['echo one > f', '/home/user/api'], ['echo two > f', "/home/user/it's"]])
    assert 'echo two' in await box.out('mkdir api "it\'s"; resume; wait')
    assert await box.out('cat api/f "it\'s/f"; pwd') == 'one\ntwo\n/home/user\n'


async def test_nothing_to_resume():
    assert await box_with([]).out('resume') == 'sh: 1: resume: nothing ran side by side last time\n[1]'
    assert 'usage: resume' in await box_with([]).out('resume everything')
    assert '[1]' in await Box().out('resume')
