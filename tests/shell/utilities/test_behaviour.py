"""behaviour: what it shows, and what it asks the kernel to change."""

from tests.shell.machine_support import Box


class Kernel:
    def __init__(self, box: Box) -> None:
        self.asked: list[str] = []
        box.system.context.asker = self.ask

    async def ask(self, op, args):
        assert op == 'behaviour'
        if args[0] == 'list':
            return [['node /a/b.js', 61, 'slowed']]
        if args[0] == 'known':
            return [['webpack', 1, ['host a.test:443', 'start tar']], ['x\x1b', 4, []]]
        self.asked.append(' '.join([args[0], *args[1]]))
        return True


async def test_what_is_shown():
    box = Box()
    Kernel(box)
    assert (await box.sh('behaviour')).out == 'slowed   61   node /a/b.js\n'
    assert (await box.sh('behaviour known')).out == 'webpack: 1 run\nx?: 4 runs\n'
    assert (await box.sh('behaviour known webpack')).out == 'webpack: 1 run\n  host a.test:443\n  start tar\n'
    assert (await box.sh('behaviour known nobody')).status == 1


async def test_what_is_changed():
    box = Box()
    kernel = Kernel(box)
    assert (await box.sh('behaviour allow "node /a/b.js"; behaviour forget webpack')).status == 0
    assert kernel.asked == ['allow node /a/b.js', 'forget webpack']
    for words in ['allow', 'allow a b', 'forget', 'list x', 'judge x', '--loud']:
        assert (await box.sh(f'behaviour {words}')).status != 0, words
    assert len(kernel.asked) == 2
