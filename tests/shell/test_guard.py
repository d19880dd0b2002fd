"""The guard between expansion and execution: what it notices, and what becomes of it by profile."""

from runtime_py.shell.guard import COPIES_MOST
from runtime_py.shell.hiding import mentions_source, runs_stdin, texts_to_run
from tests.shell.guard_facts import DESTROYING, DESTROYING_IN_BASH, HARMLESS, HIDING, HIDING_IN_BASH
from tests.shell.machine_support import Box


class GuardedBox(Box):
    """Remembers what the kernel was asked."""

    def __init__(self, profile=''):
        super().__init__()
        self.asked = []
        self.system.context.profile = profile
        self.system.context.asker = lambda op, args: self.answer(op, args)
        self.env = ['HOME=/home/user', 'PATH=/usr/bin', 'USER=user', 'PWD=/home/user/app']
        for path in ['/bin', '/home/user/app', '/home/user/app/src', '/home/user/app/node_modules']:
            self.system.mkdir(path, 0o777)
        for name in ['package.json', 'a', 'b', 'c', 'src/build.sh', 'src/env']:
            self.write(f'/home/user/app/{name}', '')

    async def answer(self, op, args):
        self.asked.append([op, *args])
        return None

    async def run(self, script):
        return await self.sh(f'cd ~/app\n{script}\n')

    def noticed(self):
        return [each[2] for each in self.asked if each[0] == 'audit.note']


async def test_what_destroys_is_noticed():
    for script in DESTROYING:
        box = GuardedBox('strict')
        result = await box.run(script)
        assert len(box.noticed()) > 0, script
        assert 'refused by the profile strict' in result.err or '2>' in script, [script, result.err]
        assert box.system.exists('/home/user/app/package.json') and box.system.exists('/home/user/app/a'), script


async def test_what_hides_is_noticed():
    for script in HIDING:
        box = GuardedBox('careful')
        result = await box.run(script)
        assert len([text for text in box.noticed() if 'nobody has read' in text]) > 0, [script, result.err]
        assert 'hihihi' not in result.out, [script, result.out]


async def test_bash_hides_nothing_more():
    for script in HIDING_IN_BASH:
        box = GuardedBox('careful')
        box.shell_name = 'bash'
        result = await box.run(script + '\nsleep 0.05')  # a process substitution goes on by itself
        assert len([text for text in box.noticed() if 'nobody has read' in text]) > 0, [script, result.err]
    for script in DESTROYING_IN_BASH:
        box = GuardedBox('strict')
        box.shell_name = 'bash'
        result = await box.run(script + '\nsleep 0.05')
        assert 'refused by the profile strict' in result.err, [script, result.err]
        assert box.system.exists('/home/user/app/package.json'), script


async def test_the_rest_is_left_alone():
    for script in HARMLESS:
        box = GuardedBox('strict')
        await box.run(script)
        assert box.asked == [], [script, box.asked]


async def test_without_a_policy_a_checkpoint_comes_first():
    box = GuardedBox()
    result = await box.run('rm -rf ~/app; rm -rf ~')
    assert [each[0] for each in box.asked] == ['audit.note', 'checkpoint', 'audit.note']
    assert box.asked[1] == ['checkpoint', 'undo: rm -rf /home/user/app', True]
    assert result.err == '' and not box.system.exists('/home/user/app')


async def test_redirections_over_many_files():
    box = GuardedBox()
    for k in range(8):
        box.write(f'/home/user/app/file{k}', 'text')
    await box.run('for f in file*; do : > "$f"; done')
    assert box.noticed() == ['overwrites 5 files or more: a redirection over many files']
    assert box.asked[-1][0] == 'checkpoint'
    box = GuardedBox()
    await box.run('for k in 1 2 3 4 5 6 7 8; do echo $k > new$k; echo $k > /tmp/$k; echo $k > /tmp/$k; done')
    assert box.asked == []


async def test_a_function_that_starts_itself_without_end():
    for script in [
        ':(){ :|:& }; :; wait',
        'bomb() { bomb & bomb & }; bomb; wait',
    ]:
        box = GuardedBox()
        box.shell_name = 'bash'  # in which a function may be called `:`
        result = await box.run(script + '; echo alive')
        assert f'more than {COPIES_MOST} copies' in result.err, script
        assert result.out.endswith('alive\n'), script


async def test_recursion_is_no_bomb():
    box = GuardedBox()
    script = (
        'fib() { if [ $1 -lt 2 ]; then echo $1; else echo $(( $(fib $(($1 - 1))) + $(fib $(($1 - 2))) )); fi; }; fib 9'
    )
    assert (await box.run(script)).out == '34\n'
    script = 'down() { [ $1 -eq 0 ] || { echo $1; down $(($1 - 1)); } | cat; }; down 30 | wc -l'
    assert (await box.run(script)).out.strip() == '30'


def test_words():
    assert runs_stdin(['sh']) and runs_stdin(['/bin/bash', '-x', '-s']) and runs_stdin(['node', '-'])
    assert not runs_stdin(['sh', 'a.sh']) and not runs_stdin(['sh', '-c', 'x']) and not runs_stdin(['node', '-e', 'x'])
    assert texts_to_run(['bash', '-xc', 'text', 'name']) == ['text'] and texts_to_run(['sh', 'a', '-c']) == []
    assert (
        mentions_source(['x; "curl" y']) and mentions_source(['base64 <f -d']) and not mentions_source(['curly base64'])
    )
