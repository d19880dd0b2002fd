"""sed compared with GNU sed."""

from runtime_py.shell.utilities.sed.parser import SedProblem, parse_script
from tests.shell.machine_support import Box

N5 = '1\n2\n3\n4\n5\n'


async def _sed(script: str, text: str, options: str = '') -> str:
    box = Box()
    box.write('/home/user/script', script)
    return (await box.out(f'sed {options} -f script', text)).replace('sed: -e expression #1, ', '')


async def test_substitution():
    assert await _sed('s/a/b/', 'aaa\n') == 'baa\n'
    assert await _sed('s/a/b/g', 'aaa\n') == 'bbb\n'
    assert await _sed('s/a/b/2', 'aaa\n') == 'aba\n'
    assert await _sed('s/a/b/2g', 'aaa\n') == 'abb\n'
    assert await _sed('s/x*/-/g', 'abc\n') == '-a-b-c-\n'
    assert await _sed('s/a*/x/g', 'baaac\n') == 'xbxcx\n'
    assert await _sed('s/\\(a\\)\\(b\\)/[&]\\2\\1/', 'xab\n') == 'x[ab]ba\n'
    assert await _sed('s/(a)(b)/\\2\\1/', 'ab\n', '-E') == 'ba\n'
    assert await _sed('s|/usr|/opt|', '/usr/x\n') == '/opt/x\n'
    assert await _sed('s/a\\/b/c/', 'a/b\n') == 'c\n'
    assert await _sed('s,[,/],;,g', 'a,b/c\n') == 'a;b;c\n'
    assert await _sed('s/A/x/I', 'aA\n') == 'xA\n'
    assert await _sed('s/a/x/p', 'a\nb\n', '-n') == 'x\n'
    assert await _sed('s/b/\\n/', 'abc\n') == 'a\nc\n'
    assert await _sed('s/\\w\\+/\\u&/g;s/o/\\U&x\\Ey/', 'foo bar\n') == 'FOXyo Bar\n'
    assert await _sed('s/.*/\\L\\u&/', 'HELLO\n') == 'Hello\n'


async def test_addresses():
    assert await _sed('2d', N5) == '1\n3\n4\n5\n'
    assert await _sed('$d', N5) == '1\n2\n3\n4\n'
    assert await _sed('2,4d', N5) == '1\n5\n'
    assert await _sed('/2/,/4/p', N5, '-n') == '2\n3\n4\n'
    assert await _sed('2!d', N5) == '2\n'
    assert await _sed('1~2p', N5, '-n') == '1\n3\n5\n'
    assert await _sed('2,+1p', N5, '-n') == '2\n3\n'
    assert await _sed('2,~4p', N5, '-n') == '2\n3\n4\n'
    assert await _sed('0,/1/p', '1\n1\n', '-n') == '1\n'
    assert await _sed('1,/1/p', '1\n1\n2\n', '-n') == '1\n1\n'
    assert await _sed('4,2p', N5, '-n') == '4\n'
    assert await _sed('/3/{s/3/x/;p}', N5, '-n') == 'x\n'
    assert await _sed('2,3{/2/!p}', N5, '-n') == '3\n'
    assert await _sed('/x/I,$p', 'a\nX\nb\n', '-n') == 'X\nb\n'


async def test_text():
    assert await _sed('2a\\\nnew\\\nmore', '1\n2\n3\n') == '1\n2\nnew\nmore\n3\n'
    assert await _sed('2i new', '1\n2\n') == '1\nnew\n2\n'
    assert await _sed('2c\\new', '1\n2\n') == '1\nnew\n'
    assert await _sed('2,3c all', N5) == '1\nall\n4\n5\n'
    assert await _sed('$!d;a end', '1\n2\n') == '2\nend\n'


async def test_spaces_and_flow():
    assert await _sed('1!G;h;$!d', '1\n2\n3\n') == '3\n2\n1\n'
    assert await _sed('$!N;s/\\n/,/', N5) == '1,2\n3,4\n5\n'
    assert await _sed(':a;N;$!ba;s/\\n/,/g', N5) == '1,2,3,4,5\n'
    assert await _sed('n;d', N5) == '1\n3\n5\n'
    assert await _sed('$!N;P;D', '1\n2\n3\n') == '1\n2\n3\n'
    assert await _sed('$!N;/^\\(.*\\)\\n\\1$/!P;D', 'a\na\nb\nb\nc\n') == 'a\nb\nc\n'
    assert await _sed(':x;s/^.\\{1,3\\}$/ &/;tx', 'a\n') == '   a\n'
    assert await _sed('s/a/b/;T;s/$/!/', 'a\nc\n') == 'b!\nc\n'
    assert await _sed('y/abc/xyz/', 'aabbcc\n') == 'xxyyzz\n'
    assert await _sed('=', 'a\n') == '1\na\n'
    assert await _sed('2q', N5) == '1\n2\n'
    assert await _sed('2Q5', N5) == '1\n[5]'
    assert await _sed('x;p;x', 'a\n') == '\na\n'
    assert await _sed('l', 'a\tb\u00e9\\\n', '-n') == 'a\\tb\\303\\251\\\\$\n'


async def test_ends_of_lines():
    assert await _sed('s/a/b/', 'a') == 'b'
    assert await _sed('p', 'a') == 'a\na'
    assert await _sed('p', 'a', '-n') == 'a'
    assert await _sed('', '') == ''


async def test_files():
    box = Box()
    box.write('/home/user/f', 'one\ntwo\n')
    box.system.chmod('/home/user/f', 0o640)
    assert await box.out('sed -i s/one/1/ f; cat f; sed -i.bak s/two/2/ f; cat f f.bak') == '1\ntwo\n1\n2\n1\ntwo\n'
    assert (await box.out('ls -l f')).startswith('-rw-r----- ')
    assert await box.out('sed -n "$=" f f.bak; sed -s -n "$=" f f.bak') == '4\n2\n2\n'
    assert await box.out('sed p nope') == "sed: can't read nope: No such file or directory\n[2]"
    assert await box.out('sed -n -e "/1/w out" -e "1r f.bak" f; cat out') == '1\ntwo\n1\n'
    assert await box.out('sed -e "s/1/x/" -e "s/x/y/" f') == 'y\n2\n'
    assert await box.out('sed -i 1q f; cat f') == '1\n'


def _problem(script: str) -> str:
    try:
        parse_script(script, False)
    except SedProblem as problem:
        return problem.message.replace('-e expression #1, ', '')
    return ''


def test_problems():
    assert _problem('s/a') == "char 3: unterminated `s' command"
    assert _problem('k') == "char 1: unknown command: `k'"
    assert _problem('s/a/b/q') == "char 7: unknown option to `s'"
    assert _problem('bx') == "can't find label for jump to `x'"
    assert _problem('{p') == "char 0: unmatched `{'"
    assert _problem('s/\\(a\\)/\\2/') == "char 11: invalid reference \\2 on `s' command's RHS"
    assert _problem('pp') == 'char 1: extra characters after command'
