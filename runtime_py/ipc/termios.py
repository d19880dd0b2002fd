"""Terminal attributes with the names of Linux's termios(3): the flags that the line discipline obeys, and the defaults
of a new terminal.

Knows names and numbers. Must not know rings or processes."""

from __future__ import annotations

ICRNL = 0x100
INLCR = 0x40
IGNCR = 0x80
IXON = 0x400
IUTF8 = 0x4000
OPOST = 0x1
ONLCR = 0x4
ISIG = 0x1
ICANON = 0x2
ECHO = 0x8
ECHOE = 0x10
ECHOK = 0x20
ECHONL = 0x40
NOFLSH = 0x80
TOSTOP = 0x100
ECHOCTL = 0x200
IEXTEN = 0x8000

VINTR = 0
VQUIT = 1
VERASE = 2
VKILL = 3
VEOF = 4
VTIME = 5
VMIN = 6
VSUSP = 10
VEOL = 11
VWERASE = 14
NCCS = 19

DEFAULT_IFLAG = ICRNL | IXON | IUTF8
DEFAULT_OFLAG = OPOST | ONLCR
DEFAULT_CFLAG = 0xBF
DEFAULT_LFLAG = ISIG | ICANON | ECHO | ECHOE | ECHOK | ECHOCTL | IEXTEN


def default_cc() -> list[int]:
    """^C ^\\ DEL ^U ^D, no timer, one byte, ^Z, ^W."""
    return [3, 28, 127, 21, 4, 0, 1, 0, 17, 19, 26, 0, 18, 15, 23, 22, 0, 0, 0]


class Termios:
    def __init__(self, iflag: int, oflag: int, cflag: int, lflag: int, cc: list[int]) -> None:
        self.iflag = iflag
        self.oflag = oflag
        self.cflag = cflag
        self.lflag = lflag
        self.cc = cc
