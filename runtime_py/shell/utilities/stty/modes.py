"""The names that stty has for a terminal's flags and characters, as Linux numbers them. Must not know how they are
shown or set."""

from __future__ import annotations

INPUT = 0
OUTPUT = 1
CONTROL = 2
LOCAL = 3


class Mode:
    """`bits` of one of the four flag words are set within `mask`. `sane`: 1 for set, -1 for unset, 0 for either. A mode
    that can't be reversed is one of several choices."""

    def __init__(self, name: str, group: int, bits: int, sane: int, mask: int, reverses: bool, is_alias: bool) -> None:
        self.name = name
        self.group = group
        self.bits = bits
        self.sane = sane
        self.mask = mask
        self.reverses = reverses
        self.is_alias = is_alias


def _flag(name: str, group: int, bits: int, sane: int = 0) -> Mode:
    return Mode(name, group, bits, sane, bits, True, False)


def _alias(name: str, group: int, bits: int) -> Mode:
    return Mode(name, group, bits, 0, bits, True, True)


def _choice(name: str, group: int, bits: int, mask: int, sane: int = 0) -> Mode:
    return Mode(name, group, bits, sane, mask, False, False)


MODES = [
    _flag('parenb', CONTROL, 0x100),
    _flag('parodd', CONTROL, 0x200),
    _flag('cmspar', CONTROL, 0x40000000),
    _choice('cs5', CONTROL, 0, 0x30),
    _choice('cs6', CONTROL, 0x10, 0x30),
    _choice('cs7', CONTROL, 0x20, 0x30),
    _choice('cs8', CONTROL, 0x30, 0x30),
    _flag('hupcl', CONTROL, 0x400),
    _alias('hup', CONTROL, 0x400),
    _flag('cstopb', CONTROL, 0x40),
    _flag('cread', CONTROL, 0x80, 1),
    _flag('clocal', CONTROL, 0x800),
    _flag('crtscts', CONTROL, 0),
    _flag('ignbrk', INPUT, 0x1, -1),
    _flag('brkint', INPUT, 0x2, 1),
    _flag('ignpar', INPUT, 0x4),
    _flag('parmrk', INPUT, 0x8),
    _flag('inpck', INPUT, 0x10),
    _flag('istrip', INPUT, 0x20),
    _flag('inlcr', INPUT, 0x40, -1),
    _flag('igncr', INPUT, 0x80, -1),
    _flag('icrnl', INPUT, 0x100, 1),
    _flag('ixon', INPUT, 0x400),
    _flag('ixoff', INPUT, 0x1000, -1),
    _alias('tandem', INPUT, 0x1000),
    _flag('iuclc', INPUT, 0x200, -1),
    _flag('ixany', INPUT, 0x800, -1),
    _flag('imaxbel', INPUT, 0x2000, 1),
    _flag('iutf8', INPUT, 0x4000, -1),
    _flag('opost', OUTPUT, 0x1, 1),
    _flag('olcuc', OUTPUT, 0x2, -1),
    _flag('ocrnl', OUTPUT, 0x8, -1),
    _flag('onlcr', OUTPUT, 0x4, 1),
    _flag('onocr', OUTPUT, 0x10, -1),
    _flag('onlret', OUTPUT, 0x20, -1),
    _flag('ofill', OUTPUT, 0x40, -1),
    _flag('ofdel', OUTPUT, 0x80, -1),
    _choice('nl1', OUTPUT, 0x100, 0x100, -1),
    _choice('nl0', OUTPUT, 0, 0x100, 1),
    _choice('cr3', OUTPUT, 0x600, 0x600, -1),
    _choice('cr2', OUTPUT, 0x400, 0x600, -1),
    _choice('cr1', OUTPUT, 0x200, 0x600, -1),
    _choice('cr0', OUTPUT, 0, 0x600, 1),
    _choice('tab3', OUTPUT, 0x1800, 0x1800, -1),
    _choice('tab2', OUTPUT, 0x1000, 0x1800, -1),
    _choice('tab1', OUTPUT, 0x800, 0x1800, -1),
    _choice('tab0', OUTPUT, 0, 0x1800, 1),
    _choice('bs1', OUTPUT, 0x2000, 0x2000, -1),
    _choice('bs0', OUTPUT, 0, 0x2000, 1),
    _choice('vt1', OUTPUT, 0x4000, 0x4000, -1),
    _choice('vt0', OUTPUT, 0, 0x4000, 1),
    _choice('ff1', OUTPUT, 0x8000, 0x8000, -1),
    _choice('ff0', OUTPUT, 0, 0x8000, 1),
    _flag('isig', LOCAL, 0x1, 1),
    _flag('icanon', LOCAL, 0x2, 1),
    _flag('iexten', LOCAL, 0x8000, 1),
    _flag('echo', LOCAL, 0x8, 1),
    _flag('echoe', LOCAL, 0x10, 1),
    _alias('crterase', LOCAL, 0x10),
    _flag('echok', LOCAL, 0x20, 1),
    _flag('echonl', LOCAL, 0x40, -1),
    _flag('noflsh', LOCAL, 0x80, -1),
    _flag('xcase', LOCAL, 0x4, -1),
    _flag('tostop', LOCAL, 0x100, -1),
    _flag('echoprt', LOCAL, 0x400, -1),
    _alias('prterase', LOCAL, 0x400),
    _flag('echoctl', LOCAL, 0x200, 1),
    _alias('ctlecho', LOCAL, 0x200),
    _flag('echoke', LOCAL, 0x800, 1),
    _alias('crtkill', LOCAL, 0x800),
    _flag('flusho', LOCAL, 0x1000, -1),
    _flag('extproc', LOCAL, 0x10000),
]
GROUPS = [CONTROL, INPUT, OUTPUT, LOCAL]  # as they are shown


class Character:
    def __init__(self, name: str, index: int, sane: int) -> None:
        self.name = name
        self.index = index
        self.sane = sane


CHARACTERS = [
    Character('intr', 0, 3),
    Character('quit', 1, 28),
    Character('erase', 2, 127),
    Character('kill', 3, 21),
    Character('eof', 4, 4),
    Character('eol', 11, 0),
    Character('eol2', 16, 0),
    Character('swtch', 7, 0),
    Character('start', 8, 17),
    Character('stop', 9, 19),
    Character('susp', 10, 26),
    Character('rprnt', 12, 18),
    Character('werase', 14, 23),
    Character('lnext', 15, 22),
    Character('discard', 13, 15),
]
MIN = 6
TIME = 5

SPEED_MASK = 0x100F
SPEEDS = [
    0,
    0,
    50,
    1,
    75,
    2,
    110,
    3,
    134,
    4,
    150,
    5,
    200,
    6,
    300,
    7,
    600,
    8,
    1200,
    9,
    1800,
    10,
    2400,
    11,
    4800,
    12,
    9600,
    13,
    19200,
    14,
    38400,
    15,
    57600,
    0x1001,
    115200,
    0x1002,
    230400,
    0x1003,
    460800,
    0x1004,
    500000,
    0x1005,
    576000,
    0x1006,
    921600,
    0x1007,
    1000000,
    0x1008,
    2000000,
    0x100B,
    4000000,
    0x100F,
]

# words for several settings
COMBINATIONS = [
    ['cbreak', '-icanon'],
    ['-cbreak', 'icanon'],
    ['nl', '-icrnl -onlcr'],
    ['-nl', 'icrnl -inlcr -igncr onlcr -ocrnl -onlret'],
    ['crt', 'echoe echoctl echoke'],
    ['evenp', 'parenb -parodd cs7'],
    ['parity', 'parenb -parodd cs7'],
    ['oddp', 'parenb parodd cs7'],
    ['-evenp', '-parenb cs8'],
    ['-parity', '-parenb cs8'],
    ['-oddp', '-parenb cs8'],
    ['pass8', '-parenb -istrip cs8'],
    ['-pass8', 'parenb istrip cs7'],
    ['litout', '-parenb -istrip -opost cs8'],
    ['-litout', 'parenb istrip opost cs7'],
    ['lcase', 'xcase iuclc olcuc'],
    ['-lcase', '-xcase -iuclc -olcuc'],
    ['LCASE', 'xcase iuclc olcuc'],
    ['-LCASE', '-xcase -iuclc -olcuc'],
    ['tabs', 'tab0'],
    ['-tabs', 'tab3'],
    ['decctlq', '-ixany'],
    ['-decctlq', 'ixany'],
    ['dec', 'intr ^C erase ^? kill ^U echoe echoctl echoke -ixany'],
    ['ek', 'erase ^? kill ^U'],
    ['cooked', 'brkint ignpar istrip icrnl ixon opost isig icanon'],
    ['-raw', 'brkint ignpar istrip icrnl ixon opost isig icanon'],
]
