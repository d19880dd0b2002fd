"""Signal numbers of Linux x86-64 and their default actions (signal(7))."""

from __future__ import annotations

from runtime_py.platform.maps import Map

SIGHUP = 1
SIGINT = 2
SIGQUIT = 3
SIGABRT = 6
SIGKILL = 9
SIGUSR1 = 10
SIGSEGV = 11
SIGPIPE = 13
SIGALRM = 14
SIGTERM = 15
SIGCHLD = 17
SIGCONT = 18
SIGSTOP = 19
SIGTSTP = 20
SIGTTIN = 21
SIGTTOU = 22
SIGXCPU = 24
SIGXFSZ = 25
SIGWINCH = 28
HIGHEST = 64
_RTMIN = 34  # the first real-time signal: the C library reserves two

_NAMES = (
    'HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH '
    'IO PWR SYS'
).split(' ')

IGNORED_BY_DEFAULT = [SIGCHLD, SIGCONT, 23, SIGWINCH]
STOPPING = [SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU]


def name_of_signal(number: int) -> str:
    """`INT` for 2, `RTMIN+1` for 35; the number itself where there is no name."""
    if 1 <= number <= len(_NAMES):
        return _NAMES[number - 1]
    if number < _RTMIN or number > HIGHEST:
        return str(number)
    if number < _RTMIN + 16:
        return 'RTMIN' if number == _RTMIN else f'RTMIN+{number - _RTMIN}'
    return 'RTMAX' if number == HIGHEST else f'RTMAX-{HIGHEST - number}'


def _by_name() -> Map[str, int]:
    found: Map[str, int] = Map()
    for k, name in enumerate(_NAMES):
        found.set(name, k + 1)
    for number in range(_RTMIN, HIGHEST + 1):
        found.set(f'RTMIN+{number - _RTMIN}', number)
        found.set(f'RTMAX-{HIGHEST - number}', number)
    found.set('RTMIN', _RTMIN)
    found.set('RTMAX', HIGHEST)
    found.set('POLL', 29)
    found.set('IOT', 6)
    return found


_numbers = _by_name()


def number_of_signal(name: str) -> int:
    """2 for `INT`, `SIGINT` and `2`; -1 when there is no such signal."""
    if name.isdigit():
        number = int(name)
        return number if number <= HIGHEST else -1
    found = _numbers.get(name.upper().removeprefix('SIG'))
    return -1 if found is None else found
