"""Archives: which are read, and which are refused."""

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.integrity import check, content_address, from_shasum, integrity_of, strongest
from runtime_py.npm.install.tar import check_link, inner_path, members
from runtime_py.platform.bytes import alloc, concat, decode, encode, view
from runtime_py.platform.text import pad_left, repeat, to_base
from tests.support import raises


def put(block, at, text):
    data = encode(text)
    for i in range(len(data)):
        block[at + i] = data[i]


def header(path, kind, size, target='', prefix=''):
    block = alloc(512)
    put(block, 0, path)
    put(block, 100, '0000755')
    put(block, 124, pad_left(to_base(size, 8), 11, '0'))
    put(block, 156, kind)
    put(block, 157, target)
    put(block, 257, 'ustar')
    put(block, 263, '00')
    put(block, 345, prefix)
    put(block, 148, '        ')
    total = 0
    for byte in block:
        total += byte
    put(block, 148, pad_left(to_base(total, 8), 6, '0') + '\x00 ')
    return block


def entry(path, text, kind='0', target='', prefix=''):
    data = encode(text)
    return concat([header(path, kind, len(data), target, prefix), data, alloc((512 - len(data) % 512) % 512)])


def archive(*entries):
    return concat([*entries, alloc(1024)])


def pax(key, value):
    body = f' {key}={value}\n'
    size = len(encode(body))
    length = size + len(str(size))
    if len(str(length)) > len(str(size)):
        length += 1
    return entry('PaxHeader/x', f'{length}{body}', 'x')


def seen(data):
    return [[m.path, m.kind, decode(m.data), m.target] for m in members(data, 't')]


def code(data):
    with raises(NpmError) as caught:
        members(data, 't.tgz')
    return caught.error.code


def test_files_folders_links():
    data = archive(
        entry('package/', '', '5'),
        entry('package/a.txt', 'hello'),
        entry('package/l', '', '2', 'a.txt'),
        entry('package/h', '', '1', 'package/a.txt'),
    )
    assert seen(data) == [
        ['package/', 'folder', '', ''],
        ['package/a.txt', 'file', 'hello', ''],
        ['package/l', 'symlink', '', 'a.txt'],
        ['package/h', 'hardlink', '', 'package/a.txt'],
    ]
    assert members(data, 't')[1].mode == 493


def test_long_names():
    name = 'package/' + repeat('n', 150)
    assert seen(archive(entry('package/b', 'x', '0', '', 'deep/er')))[0][0] == 'deep/er/package/b'
    assert seen(archive(pax('path', name + 'é'), entry('short', 'x'), entry('after', 'y')))[0][0] == name + 'é'
    assert seen(archive(pax('path', name), entry('short', 'x'), entry('after', 'y')))[1][0] == 'after'
    assert seen(archive(entry('././@LongLink', name + '\x00', 'L'), entry('short', 'x')))[0][0] == name
    assert seen(archive(pax('comment', 'é'), entry('a', 'x')))[0][0] == 'a'


def test_other_kinds_are_passed_over():
    assert seen(archive(entry('device', '', '3'), entry('a', 'x'))) == [['a', 'file', 'x', '']]


def test_damaged_archives():
    good = archive(entry('package/a.txt', repeat('hello', 300)))
    assert code(view(good, 0, 600)) == 'TAR_BAD_ARCHIVE'
    assert code(view(good, 0, 511)) == 'TAR_BAD_ARCHIVE'
    assert code(alloc(0)) == 'TAR_BAD_ARCHIVE'
    good[5] = 88
    assert code(good) == 'TAR_BAD_ARCHIVE'
    assert code(archive(entry('x', 'no length', 'x'), entry('a', 'x'))) == 'TAR_BAD_ARCHIVE'
    assert code(archive(entry('x', '999 path=a\n', 'x'), entry('a', 'x'))) == 'TAR_BAD_ARCHIVE'


def escape(path, target=None):
    member = members(archive(entry(path, '', '0' if target is None else '2', target or '')), 't')[0]
    try:
        if target is not None:
            check_link(member, 't')
        return inner_path(member, 't')
    except NpmError as error:
        return error.code


def test_nothing_climbs_out():
    assert escape('package/a/./b//c') == 'a/b/c'
    assert escape('anything/a') == 'a'
    assert escape('package') == ''
    assert escape('package/../a') == 'ETARESCAPE'
    assert escape('../a') == 'ETARESCAPE'
    assert escape('/etc/passwd') == 'ETARESCAPE'
    assert escape('package/l', 'a/b') == 'l'
    assert escape('package/d/l', '../a') == 'd/l'
    assert escape('package/l', '../a') == 'ETARESCAPE'
    assert escape('package/d/l', '../../a') == 'ETARESCAPE'
    assert escape('package/l', 'a/../../b') == 'ETARESCAPE'
    assert escape('package/l', '/etc') == 'ETARESCAPE'


HELLO = 'sha512-m3HSJL1i83hdltRq0+o9czGb+8KJDKra4t/3JRlnPKcjI8PZm6XBHXx6zG4UuMXaDEZjR1wuXDre9G9zvN7AQw=='


def test_integrity():
    data = encode('hello')
    assert integrity_of(data) == HELLO
    check(data, HELLO, 'x')
    check(data, 'md5-unknown', 'x')
    check(data, '', 'x')
    check(data, 'sha1-wrongwrongwrong= ' + HELLO, 'x')
    check(data, from_shasum('aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d'), 'x')
    check(data, 'sha512-AAAA ' + HELLO, 'x')
    with raises(NpmError) as caught:
        check(encode('hellO'), HELLO, 'x')
    assert caught.error.code == 'EINTEGRITY'
    assert strongest('sha1-a sha512-b?x sha512-c') == ['sha512-b', 'sha512-c']
    assert content_address('sha1-qvTGHdzF6KLavt4PO0gs2a6pQ00=') == ['sha1', 'aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d']
    assert content_address('sha512-***') == []
