"""undo: goes back to the newest checkpoint that the guard has made."""

from tests.shell.machine_support import Box

CHECKPOINTS = [
    ['mine', 3, False],
    ['undo: rm -rf /home/user', 2, True],
    ['before npm install', 2, True],
    ['undo: rm -rf *', 1, True],
]


class KernelBox(Box):
    def __init__(self, checkpoints):
        super().__init__()
        self.asked = []
        self.checkpoints = checkpoints
        self.system.context.asker = lambda op, args: self.answer(op, args)

    async def answer(self, op, args):
        if op == 'checkpoints':
            return self.checkpoints
        if op == 'rollback' and self.checkpoints is BROKEN:
            raise ValueError('the storage is full')
        self.asked.append([op, *args])
        return None


BROKEN = [['undo: x', 1, True]]


async def test_undo():
    box = KernelBox(CHECKPOINTS)
    result = await box.sh('undo')
    assert result.out == 'taken back: rm -rf /home/user\n' and result.status == 0
    name = 'undo: rm -rf /home/user'
    assert box.asked == [['rollback', name], ['checkpoint.remove', name]]
    assert (await box.sh('undo --list')).out == 'rm -rf /home/user\nrm -rf *\n'


async def test_what_can_not_be_taken_back():
    result = await KernelBox([CHECKPOINTS[0]]).sh('undo')
    assert result.status == 1 and result.err == 'undo: there is nothing to take back\n'
    result = await KernelBox(BROKEN).sh('undo')
    assert result.status == 1 and result.err == 'undo: the storage is full\n'
    assert (await KernelBox([]).sh('undo everything')).status != 0
