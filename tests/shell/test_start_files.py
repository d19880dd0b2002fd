"""Files that shells read when they start."""

from __future__ import annotations

from runtime_py.shell.start_files import StartOptions, is_login_name
from tests.shell.prompt_support import shell, typed


def test_options() -> None:
    options = StartOptions()
    assert options.take(['bash', '--rcfile', 'x'], 1) == 3 and options.rc_file == 'x'
    assert options.take(['bash', '--login'], 1) == 2 and options.login
    assert options.take(['bash', '-c'], 1) == -1
    assert is_login_name('-bash') and not is_login_name('bash')


async def test_files_of_bash() -> None:
    rc = ['/home/user/.bashrc', 'case $- in *i*) ;; *) return;; esac\nPS1="rc $ "; echo "rc ${#FUNCNAME[@]}"\n']
    profile = ['/home/user/.profile', 'echo profile; . ~/.bashrc\n']
    terminal = await shell([rc, profile], ['bash'])
    assert terminal.shown.startswith('rc 0\r\n') and 'profile' not in terminal.shown
    terminal = await shell([rc, profile], ['bash', '--login'])
    assert terminal.shown.startswith('profile\r\nrc 0\r\n')
    assert await typed(terminal, 'shopt -q login_shell; echo $? $-') == '0 himBHs\n'
    terminal.type('exit 3\r')
    assert await terminal.end() == 3 and 'logout\r\n' in terminal.shown
    terminal = await shell([rc, profile, ['/home/user/.bash_profile', 'echo own\n']], ['bash', '-l'])
    assert terminal.shown.startswith('own\r\n')
    terminal = await shell([rc], ['bash', '--norc'])
    assert 'rc' not in terminal.shown
    terminal = await shell([rc, ['/tmp/rc', 'PS1="tmp $ "\n']], ['bash', '--rcfile', '/tmp/rc'])
    assert 'tmp $ ' in terminal.shown


async def test_files_of_sh() -> None:
    files = [['/home/user/.profile', 'ENV=~/.env; echo profile\n'], ['/tmp/env', 'echo "env $V"; PS1="e $ "\n']]
    terminal = await shell(files, ['sh'])
    assert terminal.shown.startswith('profile\r\n')
    assert await typed(terminal, 'ENV=/tmp/env V=1 sh') == 'profile\nenv 1\n'
    assert terminal.shown.endswith('e $ ')
