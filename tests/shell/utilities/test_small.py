"""date, touch, sleep, tee, env, which, kill, ps, clear, pwd."""

from runtime_py.shell.support.dates import DateProblem, parse_date
from runtime_py.shell.support.datetime import Moment, format_time
from runtime_py.shell.support.zone import UTC, zone_of
from tests.shell.machine_support import Box
from tests.shell.utilities.date_facts import CASES
from tests.support import raises


def _iso(text: str) -> str:
    return format_time('%F %T', Moment(parse_date(text, UTC), UTC))


def test_dates():
    assert _iso('2024-02-29') == '2024-02-29 00:00:00'
    assert _iso('2024-02-29T12:30:15Z') == '2024-02-29 12:30:15'
    assert _iso('2024-02-29 12:30:15+02:00') == '2024-02-29 10:30:15'
    assert _iso('@86400') == '1970-01-02 00:00:00'
    assert _iso('12 Jan 2024 3:04pm') == '2024-01-12 15:04:00'
    assert _iso('Fri Jan 12 15:04:05 UTC 2024') == '2024-01-12 15:04:05'
    assert _iso('2024-01-31 2 days ago') == '2024-01-29 00:00:00'
    assert _iso('2/3/2024') == '2024-02-03 00:00:00'
    with raises(DateProblem):
        parse_date('nonsense', UTC)


def test_dates_as_gnu_reads_them():
    differing = []
    for zone, text, seconds in CASES:
        try:
            found = parse_date(text, zone_of(zone))
        except DateProblem:
            found = None
        if found != seconds:
            differing.append([zone, text, seconds, found])
    assert differing == []


async def test_date():
    box = Box()
    assert await box.out('date -u -d @0') == 'Thu Jan  1 00:00:00 UTC 1970\n'
    assert await box.out('date -u -d 2000-02-29 +%j/%A') == '060/Tuesday\n'
    assert (
        await box.out('date -u -d @0 -Iseconds; date -u -R -d @0')
        == '1970-01-01T00:00:00+00:00\nThu, 01 Jan 1970 00:00:00 +0000\n'
    )
    assert await box.out('date -d rubbish') == "date: invalid date 'rubbish'\n[1]"


async def test_touch():
    box = Box()
    assert await box.out('touch a -d @5; touch -r a b; date -u -r b +%s; touch -c nope; ls') == '5\na\nb\n'
    assert await box.out('touch -t 200002291234.56 a; date -u -r a +%F.%T') == '2000-02-29.12:34:56\n'
    assert await box.out('touch x/y') == "touch: cannot touch 'x/y': No such file or directory\n[1]"


async def test_tee():
    box = Box()
    assert await box.out('echo hi | tee a b; cat a b; echo more | tee -a a; cat a') == 'hi\nhi\nhi\nmore\nhi\nmore\n'


async def test_env():
    box = Box()
    assert await box.out('env -i A=1 B=2') == 'A=1\nB=2\n'
    assert await box.out("A=1 env -u A B=3 sh -c 'x' 2>/dev/null; env -i A=7 env") == 'A=7\n'
    assert await box.out('mkdir d; env -C d pwd') == '/home/user/d\n'


async def test_which():
    box = Box()
    box.write('/usr/bin/tool', '#!/usr/bin/terrarium x\n')
    box.system.chmod('/usr/bin/tool', 0o755)
    assert await box.out('which tool') == '/usr/bin/tool\n'
    assert await box.out('which nope') == '[1]'


async def test_kill_and_ps():
    box = Box()
    assert (await box.out('command kill -l 9 TERM')) == 'KILL\n15\n'


async def test_sleep():
    box = Box()
    assert await box.out('sleep 0.01 && echo done') == 'done\n'
    assert await box.out('sleep x') == "sleep: invalid time interval 'x'\nTry 'sleep --help' for more information.\n[1]"


async def test_help_and_long_names():
    box = Box()
    assert (
        await box.out('tee --help; sync --version')
        == 'Usage: tee [-aip] [--append] [--ignore-interrupts] [OPERAND]...\nsync (Terrarium)\n'
    )
    assert await box.out('dd --help | head -1; ls --help | grep -o "\\[--color[^ ]*"') == (
        'Usage: dd [if=VALUE] [of=VALUE] [bs=VALUE] [ibs=VALUE] [obs=VALUE] [cbs=VALUE]\n[--color[=VALUE]]\n'
    )
    assert int(await box.out('ls --help | wc -L')) < 80
    assert await box.out('echo x > a; head --line 1 a; ls --colo=never a; rm --forc a nope; ls') == 'x\na\n'
    assert (
        await box.out('ls --s')
        == "ls: option '--s' is ambiguous; possibilities: '--size' '--sort' '--si' '--show-control-chars'\nTry 'ls --help' for more information.\n[2]"
    )


async def test_uuidgen():
    box = Box()
    first = await box.out('uuidgen')
    assert len(first) == 37 and first[14] == '4' and first[19] in '89ab' and first != await box.out('uuidgen')
    # RFC 9562, appendix A.4; version 3 is from util-linux
    assert await box.out('uuidgen -s -n @dns -N www.example.com; uuidgen --md5 -n @dns -N www.example.com') == (
        '2ed6657d-e927-568b-95e1-2665a8aea6a2\n5df41881-3aed-3515-88a7-2f4a814cf09e\n'
    )
    assert (await box.sh('uuidgen -m -n nowhere -N x')).status == 1


async def test_watch_draws_a_title_and_ends_with_a_failure():
    box = Box()
    ran = await box.sh('watch -n 0.1 -x -e ls none')
    assert ran.out.startswith('\x1b[H\x1b[2JEvery 0.1s: ls none ') and ran.out.endswith('\n\n')
    assert [ran.status, ran.err] == [
        8,
        "ls: cannot access 'none': No such file or directory\nwatch: command exit with a non-zero status\n",
    ]
    assert (await box.sh('watch -t -e -x false')).out == '\x1b[H\x1b[2J'


async def test_reset_and_pidof():
    box = Box()
    assert (await box.out('reset')).startswith('\x1bc')
    assert await box.out('pidof no-such-program') == '[1]'
