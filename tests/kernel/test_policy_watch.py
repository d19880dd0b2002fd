"""A policy of the workspace that changes is recorded once for each change, whoever makes it."""

from __future__ import annotations

from runtime_py.kernel.policy_watch import FILES_MOST, PolicyWatch
from runtime_py.platform.bytes import encode
from runtime_py.platform.memory import create
from runtime_py.sys.machine import create_machine
from runtime_py.sys.system import System

FILE = '/app/.terrarium/policy.json'


class Workspace:
    def __init__(self, text: str = '') -> None:
        self.system = System(create_machine(create(4194304, 134217728)), 0, '/', lambda launch: None)
        for folder in ['/app', '/app/.terrarium', '/other', '/other/.terrarium']:
            self.system.mkdir(folder, 0o777)
        if text != '':
            self.write(text)
        self.said: list[str] = []
        self.digests: list[str] = []
        self.watch = PolicyWatch(self.system, lambda path, what, digest: self.say(path, what, digest), '/app')

    def say(self, path: str, what: str, digest: str) -> None:
        self.said.append(f'{path} {what}')
        self.digests.append(digest)

    def write(self, text: str) -> None:
        self.system.write_file(FILE, encode(text))


def test_each_change_is_told_once() -> None:
    work = Workspace()
    work.watch.look()
    work.write('{}')
    work.watch.look()
    work.watch.look()
    assert work.said == [f'{FILE} was made']
    work.write('{"profile": "open"}')
    work.watch.look()
    work.system.unlink(FILE)
    work.watch.look()
    work.watch.look()
    assert work.said[1:] == [f'{FILE} was changed', f'{FILE} was removed']
    assert len(work.digests[0]) == 64 and work.digests[0] != work.digests[1] and work.digests[2] == ''


def test_what_was_there_is_no_change_nor_is_the_same_text() -> None:
    work = Workspace('{}')
    work.watch.look()
    work.write('{}')
    work.watch.look()
    assert work.said == []
    work.system.rename('/app/.terrarium', '/app/away')
    work.watch.look()
    assert work.said == [f'{FILE} was removed']


def test_another_project_is_looked_at_when_a_program_writes_there() -> None:
    work = Workspace()
    path = '/other/.terrarium/policy.json'
    work.system.write_file(path, encode('{}'))
    work.watch.wrote('/other/.terrarium/notes')
    work.watch.wrote(path)
    assert work.said == [f'{path} was made']
    work.system.write_file(path, encode('{"rules": []}'))
    work.watch.look()
    assert work.said == [f'{path} was made', f'{path} was changed']
    for number in range(FILES_MOST * 2):
        work.watch.wrote(f'/made/{number}/.terrarium/policy.json')
    work.watch.look()
    assert len(work.said) == 2


def test_what_can_not_be_read_is_told_too() -> None:
    work = Workspace('{}')
    work.system.unlink(FILE)
    work.system.mkdir(FILE, 0o777)
    work.watch.look()
    assert work.said == [f'{FILE} was changed'] and work.digests == ['unreadable']
