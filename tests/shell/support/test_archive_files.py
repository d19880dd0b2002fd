"""Files into members and back: what is left out, and what a hostile archive can't write."""

from __future__ import annotations

from runtime_py.archive.member import FILE, FOLDER, HARDLINK, SYMLINK, ArchiveError, Member
from runtime_py.platform.bytes import alloc, decode, encode
from runtime_py.shell.context import Context
from runtime_py.shell.support.archive_files import Collector, Unpacker
from tests.shell.support.context_support import context_with, written
from tests.support import raises


def tree() -> Context:
    context = context_with('')
    system = context.system
    for folder in ['/home/user/d', '/home/user/d/e']:
        system.mkdir(folder, 0o755)
    system.write_file('/home/user/d/f.txt', encode('f'), 0o640)
    system.write_file('/home/user/d/e/g.o', encode('g'))
    system.symlink('f.txt', '/home/user/d/l')
    system.link('/home/user/d/f.txt', '/home/user/d/second')
    return context


async def collected(collector: Collector, name: str) -> list[str]:
    collector.in_order = True
    found: list[str] = []
    async for member in collector.members('', name):
        found.append(f'{member.kind} {member.path}' + (f' > {member.target}' if member.target != '' else ''))
    return found


async def test_a_folder_comes_before_its_content() -> None:
    assert await collected(Collector(tree(), [], True, False, True), 'd') == [
        f'{FOLDER} d',
        f'{FOLDER} d/e',
        f'{FILE} d/e/g.o',
        f'{FILE} d/f.txt',
        f'{SYMLINK} d/l > f.txt',
        f'{HARDLINK} d/second > d/f.txt',
    ]


async def test_without_links_files_are_stored_twice() -> None:
    assert await collected(Collector(tree(), ['e'], True, True, False), 'd') == [
        f'{FOLDER} d',
        f'{FILE} d/f.txt',
        f'{FILE} d/l',
        f'{FILE} d/second',
    ]


async def test_patterns_match_whole_paths_or_from_any_part_on() -> None:
    assert f'{FILE} d/e/g.o' not in await collected(Collector(tree(), ['*.o'], True, False, True), 'd')
    assert f'{FOLDER} d/e' not in await collected(Collector(tree(), ['d/e'], True, False, True), 'd')
    assert f'{FOLDER} d/e' in await collected(Collector(tree(), ['x/e'], True, False, True), 'd')
    assert await collected(Collector(tree(), ['d'], True, False, True), 'd') == []


async def test_what_is_missing_is_reported() -> None:
    context = tree()
    collector = Collector(context, [], True, False, True)
    assert await collected(collector, 'none') == []
    assert collector.failed
    assert (await written(context))[1] == "utility: cannot stat 'none': No such file or directory\n"


async def test_members_become_files_with_their_modes_and_times() -> None:
    context = context_with('')
    context.system.mkdir('/home/user/out', 0o755)
    unpacker = Unpacker(context, 'out', True)
    for member in [
        Member('a', FOLDER, 0o500, alloc(0), '', 1000000),
        Member('a/b/f', FILE, 0o640, encode('text'), '', 2000000),
        Member('a/h', HARDLINK, 0, alloc(0), 'a/b/f', 0),
        Member('a/l', SYMLINK, 0, alloc(0), '../nowhere', 0),
    ]:
        assert await unpacker.put(member, member.path)
    await unpacker.finish()
    system = context.system
    data = system.read_file('/home/user/out/a/h')
    assert not isinstance(data, int) and decode(data) == 'text'
    assert [system.mode_of('/home/user/out/' + name) & 0o777 for name in ['a', 'a/b/f']] == [0o500, 0o640]
    assert system.readlink('/home/user/out/a/l') == '../nowhere'
    assert not unpacker.failed


async def test_nothing_is_written_outside_the_folder() -> None:
    context = context_with('')
    unpacker = Unpacker(context, 'out', True)
    for path in ['../x', 'a/../../x', '/etc/x']:
        with raises(ArchiveError):
            await unpacker.put(Member(path, FILE, 0o644, encode('x'), '', 0), path)
    with raises(ArchiveError):
        await unpacker.put(Member('h', HARDLINK, 0, alloc(0), '../../tmp/in', 0), 'h')
    assert not context.system.exists('/home/user/x') and not context.system.exists('/etc/x')


async def test_nothing_is_written_through_a_link() -> None:
    context = context_with('')
    context.system.mkdir('/home/user/out', 0o755)
    context.system.symlink('/tmp', '/home/user/out/l')
    unpacker = Unpacker(context, 'out', True)
    with raises(ArchiveError):
        await unpacker.put(Member('l/x', FILE, 0o644, encode('x'), '', 0), 'l/x')
    assert not context.system.exists('/tmp/x')
    # links of the archive itself are made last
    context.system.mkdir('/home/user/other', 0o755)
    later = Unpacker(context, 'other', True)
    await later.put(Member('m', SYMLINK, 0, alloc(0), '/tmp', 0), 'm')
    await later.put(Member('m/y', FILE, 0o644, encode('y'), '', 0), 'm/y')
    await later.finish()
    assert later.failed and not context.system.exists('/tmp/y')


async def test_existing_files_stay_if_they_shall() -> None:
    for replace, expected in [[False, 'old'], [True, 'new']]:
        context = context_with('')
        context.system.write_file('/home/user/f', encode('old'))
        unpacker = Unpacker(context, '.', bool(replace))
        assert await unpacker.put(Member('f', FILE, 0o644, encode('new'), '', 0), 'f') == replace
        data = context.system.read_file('/home/user/f')
        assert not isinstance(data, int) and decode(data) == expected
