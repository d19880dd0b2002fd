"""stty in coreutils' words: the expected output comes from stty of coreutils 9.1 on a terminal with the same
attributes."""

from runtime_py.ipc.termios import DEFAULT_CFLAG, DEFAULT_IFLAG, DEFAULT_LFLAG, DEFAULT_OFLAG, Termios, default_cc
from runtime_py.shell.utilities.stty.settings import SttyProblem, Terminal, apply
from runtime_py.shell.utilities.stty.text import changed, everything
from tests.shell.machine_support import Box

ALL = """\
speed 38400 baud; rows 24; columns 80; line = 0;
intr = ^C; quit = ^\\; erase = ^?; kill = ^U; eof = ^D; eol = <undef>;
eol2 = <undef>; swtch = <undef>; start = ^Q; stop = ^S; susp = ^Z; rprnt = ^R;
werase = ^W; lnext = ^V; discard = ^O; min = 1; time = 0;
-parenb -parodd -cmspar cs8 -hupcl -cstopb cread -clocal -crtscts
-ignbrk -brkint -ignpar -parmrk -inpck -istrip -inlcr -igncr icrnl ixon -ixoff
-iuclc -ixany -imaxbel iutf8
opost -olcuc -ocrnl onlcr -onocr -onlret -ofill -ofdel nl0 cr0 tab0 bs0 vt0 ff0
isig icanon iexten echo echoe echok -echonl -noflsh -xcase -tostop -echoprt
echoctl -echoke -flusho -extproc
"""
SAVED = '4500:5:bf:823b:3:1c:7f:15:4:0:1:0:11:13:1a:0:12:f:17:16:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0'
HEAD = 'speed 38400 baud; line = 0;\n'


def fresh() -> Terminal:
    return Terminal(Termios(DEFAULT_IFLAG, DEFAULT_OFLAG, DEFAULT_CFLAG, DEFAULT_LFLAG, default_cc()), 80, 24)


def after(*words: str) -> str:
    """The differences from sane settings after each of these arguments."""
    terminal = fresh()
    for word in words:
        apply(terminal, word.split(' '))
    return changed(terminal, 80).removeprefix(HEAD)


def problem(words: str) -> str:
    try:
        apply(fresh(), words.split(' '))
    except SttyProblem as found:
        return found.message
    return ''


def test_what_it_tells():
    assert everything(fresh(), 80) == ALL
    assert changed(fresh(), 80) == HEAD + '-brkint -imaxbel iutf8\n-echoke\n'
    assert fresh().saved() == SAVED


def test_settings():
    assert after('raw') == 'min = 1; time = 0;\n-brkint -icrnl -imaxbel\n-opost\n-isig -icanon -echoke\n'
    assert after('raw', 'sane') == ''
    assert after('-echo') == '-brkint -imaxbel iutf8\n-echo -echoke\n'
    assert after('cbreak') == 'min = 1; time = 0;\n-brkint -imaxbel iutf8\n-icanon -echoke\n'
    assert after('cbreak', '-cbreak') == after('echo')
    assert after('nl') == '-brkint -icrnl -imaxbel iutf8\n-onlcr\n-echoke\n'
    assert after('nl', '-nl') == after('echo')
    assert after('-raw') == '-imaxbel iutf8\n-echoke\n'
    assert after('raw', SAVED) == after('echo')
    assert after('sane', 'tostop noflsh', 'dec', 'lcase', 'litout') == 'iuclc\n-opost olcuc\nnoflsh xcase tostop\n'
    assert after('sane 9600') == 'speed 9600 baud; line = 0;\n'


def test_characters():
    assert after('sane intr ^X') == 'intr = ^X;\n'
    assert after('sane intr undef eof 4 erase 0x8 kill ^-') == 'intr = <undef>; erase = ^H; kill = <undef>; eof = 4;\n'
    assert after('sane intr undef', 'ek', 'min 3 time 5 -icanon') == 'intr = <undef>; min = 3; time = 5;\n-icanon\n'


def test_sizes_and_speeds():
    terminal = fresh()
    apply(terminal, 'rows 30 cols 100 size speed 9600 speed'.split(' '))
    assert terminal.printed == '30 100\n38400\n9600\n'


def test_what_it_refuses():
    assert problem('foo') == "invalid argument 'foo'"
    assert problem('-size') == "invalid argument '-size'"
    assert problem('5:6') == "invalid argument '5:6'"
    assert problem('rows') == "missing argument to 'rows'"
    assert problem('intr abc') == "invalid integer argument: 'abc'"
    assert problem('min x') == "invalid integer argument: 'x'"


async def test_without_a_terminal():
    box = Box()
    assert await box.out('stty') == "stty: 'standard input': Inappropriate ioctl for device\n[1]"
    assert (
        await box.out('stty -a -g')
        == 'stty: the options for verbose and stty-readable output styles are mutually exclusive\n[1]'
    )
