"""firewall: what it shows, and what it asks the kernel to change."""

from runtime_py.security.firewall import PROGRAM, PROPOSING, Actor, Firewall, FirewallRule
from tests.shell.machine_support import Box


class Kernel:
    """Answers as kernel/firewall_desk.py does, and remembers what it was asked."""

    def __init__(self, box: Box) -> None:
        self.firewall = Firewall()
        self.asked: list[str] = []
        box.system.context.asker = self.ask

    async def ask(self, op, args):
        assert op == 'firewall'
        if args[0] == 'list':
            return self.firewall.text()
        self.asked.append(' '.join([args[0], *args[1]]))
        return 2


async def test_list():
    box = Box()
    kernel = Kernel(box)
    kernel.firewall.mode = PROPOSING
    kernel.firewall.saw(Actor(PROGRAM, 'a\x1bb'), 'api.test:443', 'T1')
    kernel.firewall.put(FirewallRule('deny', Actor('', ''), '*.bad.test', 'the user said so'))
    lines = (await box.sh('firewall')).out.split('\n')
    assert lines[0] == 'mode: proposing'
    assert ' '.join(lines[1].split()) == 'deny *.bad.test anyone the user said so'
    assert ' '.join(lines[2].split()) == 'proposed api.test:443 program a?b seen once, from T1 to T1'
    assert kernel.asked == []


async def test_changes():
    box = Box()
    kernel = Kernel(box)
    for line in [
        'firewall learn',
        'firewall propose',
        'firewall enforce',
        'firewall accept',
        'firewall lock',
        'firewall forget',
        'firewall allow a.test:443',
        'firewall deny "*" --program node',
        'firewall remove a.test --package left',
    ]:
        assert (await box.sh(line)).status == 0, line
    assert kernel.asked == [
        'mode learning',
        'mode proposing',
        'mode enforcing',
        'accept',
        'accept',
        'mode enforcing',
        'forget',
        'allow   a.test:443 the user said so',
        'deny program node * the user said so',
        'remove package left a.test',
    ]


async def test_mistakes():
    box = Box()
    kernel = Kernel(box)
    for words in [
        'allow',
        'allow a b',
        'open',
        'list x',
        'learn --program x',
        'allow a --program x --package y',
        '--loud',
    ]:
        assert (await box.sh(f'firewall {words}')).status != 0, words
    assert kernel.asked == []
    assert 'Usage' in (await box.sh('firewall --help')).out
