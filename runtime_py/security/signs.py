"""The signs of an attack in a trace: each is one function, with a score and its reason in words. A table; a new sign is
a function and a line in it.

A single sign of ordinary life (a server reads .env and connects) stays below the level at which anybody is asked; what
no ordinary program does is above it alone. Pure; must not know what a score leads to."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.security.areas import (
    HOME,
    NAMES,
    POLICY,
    PROGRAMS,
    SECRETS,
    SETTINGS,
    STARTUP,
    SYSTEM,
    Surroundings,
    area_of,
)
from runtime_py.security.baseline import Baseline
from runtime_py.security.objects import split_host
from runtime_py.security.subject import COMMAND
from runtime_py.security.trace import EXECUTABLE, HOST, LINK, NAME, READ, REFUSED, SCRAMBLED, START, TEXT, WRITE, Trace

SCRAMBLED_LEAST = 10  # files
REMOVED_LEAST = 60
STEADY_SECONDS = 60.0
STEADY_SHARE = 0.8
_LABEL_MOST = 40  # letters of one name in a host
_SUBDOMAINS_MOST = 12
_REFUSED_MOST = 50
_TYPED = 15  # what the user typed may be the user's intention
_CPU_MOST_BYTES = 200.0  # a second: a miner exchanges little


class Sign:
    def __init__(self, score: int, reason: str) -> None:
        self.score = score
        self.reason = reason


class View:
    """What signs look at. `ordinary(host)`: a host that programs reach anyway, such as the registry. `baseline` is None
    until it is known."""

    def __init__(
        self, trace: Trace, baseline: Baseline | None, around: Surroundings, ordinary: Callable[[str], bool]
    ) -> None:
        self.trace = trace
        self.baseline = baseline if baseline is not None and baseline.is_known() else None
        self.around = around
        self.ordinary = ordinary

    def is_habit(self, habit: str) -> bool:
        return self.baseline is not None and self.baseline.habits.has(habit)

    def new_hosts(self) -> list[str]:
        """Those that aren't ordinary, and not habits."""
        return [
            host for host in self.trace.things(HOST) if not self.ordinary(host) and not self.is_habit(f'{HOST} {host}')
        ]


def _host_after_secret(view: View) -> Sign | None:
    trace = view.trace
    for path in trace.things(READ):
        area = area_of(path, view.around)
        if area != SECRETS and area != SETTINGS:
            continue
        for host in view.new_hosts():
            if trace.place(HOST, host) > trace.place(READ, path):
                score = 60 if area == SECRETS else 25
                return Sign(score, f'it connected to {host} after it had read {path}')
    # the message of a process that ended at once may be lost; what its entry says isn't
    hosts = view.new_hosts()
    if trace.has_read(SECRETS) and len(trace.things(READ)) == 0 and len(hosts) > 0:
        return Sign(60, f'it connected to {hosts[0]}, and has read secrets')
    return None


def _refused(view: View) -> Sign | None:
    """What a package's script tried in vain. It got nothing, so that alone leads to no more than a question."""
    found: list[Sign] = []
    for look in [_refused_secret, _refused_host, _refused_write]:
        sign = look(view)
        if sign is not None:
            found.append(sign)
    if len(found) == 0:
        return None
    score = min(_REFUSED_MOST, sum([sign.score for sign in found]))
    return Sign(score, '; '.join([sign.reason for sign in found]))


def _refused_secret(view: View) -> Sign | None:
    tried = [
        thing
        for thing in view.trace.things(REFUSED)
        if thing.startswith('read ') and _is_secret(thing[5:], view.around)
    ]
    return Sign(45, f'it tried to {tried[0]}, which its policy denies') if len(tried) > 0 else None


def _is_secret(path: str, around: Surroundings) -> bool:
    return path.startswith('/') and area_of(path, around) in [SECRETS, SETTINGS]


def _refused_host(view: View) -> Sign | None:
    tried = [thing for thing in view.trace.things(REFUSED) if thing.startswith('connect ')]
    return Sign(40, f'it tried to {tried[0]}, which its policy does not allow') if len(tried) > 0 else None


def _refused_write(view: View) -> Sign | None:
    tried = [thing for thing in view.trace.things(REFUSED) if thing.startswith('write ')]
    return Sign(25, f'it tried to {tried[0]}, which its policy does not allow') if len(tried) > 0 else None


def _scrambled(view: View) -> Sign | None:
    files = view.trace.things(SCRAMBLED)
    if len(files) < SCRAMBLED_LEAST:
        return None
    return Sign(
        90, f'it replaces files by what looks encrypted, {files[0]} among {view.trace.counts.written} that it wrote'
    )


def _removed(view: View) -> Sign | None:
    count = view.trace.counts.removed
    if count < REMOVED_LEAST or (view.baseline is not None and not view.baseline.is_much(count, view.baseline.removed)):
        return None
    return Sign(45, f'it removed {count} files of the project or of the user')


def _steady_cpu(view: View) -> Sign | None:
    counts = view.trace.counts
    hosts = view.new_hosts()
    if counts.seconds < STEADY_SECONDS or len(hosts) != 1 or counts.cpu_ms < counts.seconds * 1000 * STEADY_SHARE:
        return None
    if (counts.sent + counts.received) / counts.seconds > _CPU_MOST_BYTES:
        return None
    minutes = int(counts.seconds / 60)
    return Sign(
        55, f'it has computed for {minutes} minutes without a pause and exchanges little with {hosts[0]}: so do miners'
    )


def _outside_project(view: View) -> Sign | None:
    if not view.trace.has_read(HOME) or view.is_habit(f'{READ} {NAMES[HOME]}'):
        return None
    return Sign(10, f'it read {_first(view, READ, HOME)}, outside of its project')


def _wrote(area: int, score: int) -> Callable[[View], Sign | None]:
    def look(view: View) -> Sign | None:
        if not view.trace.has_written(area) or view.is_habit(f'{WRITE} {NAMES[area]}'):
            return None
        least = min(score, _TYPED) if view.trace.is_typed else score
        return Sign(least, f'it wrote {_first(view, WRITE, area)}, one of the {NAMES[area]}')

    return look


def _wrote_startup(view: View) -> Sign | None:
    """In the project, tools that the user starts do so too: hooks of git."""
    sign = _wrote(STARTUP, 45)(view)
    if sign is None or view.trace.kind != COMMAND or view.around.project == '':
        return sign
    elsewhere = [
        path
        for path in view.trace.things(WRITE)
        if area_of(path, view.around) == STARTUP and not path.startswith(view.around.project + '/')
    ]
    return sign if len(elsewhere) > 0 else Sign(15, sign.reason)


def _first(view: View, what: str, area: int) -> str:
    for path in view.trace.things(what):
        if area_of(path, view.around) == area:
            return path
    return NAMES[area]


def _linked_out(view: View) -> Sign | None:
    for target in view.trace.things(LINK):
        area = area_of(target, view.around)
        if area == SECRETS or target == '/' or target == view.around.home or target.startswith('/proc/'):
            return Sign(40, f'it made a symbolic link to {target}')
    return None


def _dropped(view: View) -> Sign | None:
    """A file that it made executable, and then executed."""
    for path in view.trace.things(EXECUTABLE):
        if not view.trace.has(START, path) or view.trace.place(START, path) < view.trace.place(EXECUTABLE, path):
            continue
        hosts = view.new_hosts()
        if len(hosts) > 0:
            return Sign(65, f'it connected to {hosts[0]} and executed {path}, which it had written')
        if view.trace.kind != COMMAND:
            return Sign(40, f'it executed {path}, which it had written')
    return None


def _hidden(view: View) -> Sign | None:
    found = view.trace.things(TEXT)
    return Sign(40, found[0]) if len(found) > 0 else None


def _host_as_message(view: View) -> Sign | None:
    """Names of hosts that carry data to whoever answers for the domain."""
    below: list[str] = []
    domains: list[str] = []
    for thing in view.new_hosts():
        found = split_host(thing)
        if found is None or found.host.replace('.', '').isdigit() or ':' in found.host:
            continue
        labels = found.host.split('.')
        for label in labels[: max(0, len(labels) - 2)]:
            if len(label) > _LABEL_MOST:
                return Sign(50, f'it connected to {found.host}, a name that may carry data')
        domain = '.'.join(labels[max(0, len(labels) - 2) :])
        domains.append(domain)
        if domains.count(domain) > _SUBDOMAINS_MOST:
            below.append(domain)
    return Sign(50, f'it connected to many names below {below[0]}, which may carry data') if len(below) > 0 else None


def _imitates(view: View) -> Sign | None:
    found = view.trace.things(NAME)
    return Sign(20, f'its name is nearly that of {found[0]}') if len(found) > 0 else None


def _new_habits(view: View) -> Sign | None:
    """Departures from the baseline, of which a new host weighs most."""
    if view.baseline is None:
        return None
    hosts = view.new_hosts()
    other = [habit for habit in view.baseline.departures(view.trace) if not habit.startswith(f'{HOST} ')]
    if len(hosts) == 0 and len(other) == 0:
        return None
    news = [*[f'{HOST} {host}' for host in hosts], *other]
    return Sign(
        min(35, 20 * min(1, len(hosts)) + 5 * len(other)), f'new in {view.baseline.runs} runs: {", ".join(news[:5])}'
    )


def _more_than_usual(view: View) -> Sign | None:
    if view.baseline is None or not view.baseline.is_much(view.trace.counts.written, view.baseline.written):
        return None
    return Sign(15, f'it wrote {view.trace.counts.written} files, at most {view.baseline.written} before')


SIGNS: list[Callable[[View], Sign | None]] = [
    _host_after_secret,
    _refused,
    _scrambled,
    _removed,
    _steady_cpu,
    _outside_project,
    _wrote_startup,
    _wrote(PROGRAMS, 45),
    _wrote(POLICY, 60),
    _wrote(SECRETS, 40),
    _wrote(SYSTEM, 20),
    _linked_out,
    _dropped,
    _hidden,
    _host_as_message,
    _imitates,
    _new_habits,
    _more_than_usual,
]


def signs_of(view: View) -> list[Sign]:
    """The heaviest first."""
    found: list[Sign] = []
    for look in SIGNS:
        sign = look(view)
        if sign is not None:
            found.append(sign)
    return sorted(found, key=lambda sign: -sign.score)
