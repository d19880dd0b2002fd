"""fsck: the file system in memory, and what the kernel says of the storage."""

from __future__ import annotations

from tests.shell.machine_support import Box


def box_with(answer: object) -> Box:
    """A machine whose storage is in this state."""
    box = Box()

    async def ask(op: str, args: list) -> object:
        assert [op, args] == ['fsck', []]
        if answer is None:
            raise ValueError('the database is closed')
        return answer

    box.system.context.asker = ask
    return box


async def test_a_sound_file_system() -> None:
    out = await box_with([[], 12, 3]).out('fsck')
    assert out.endswith(' files, 12 records, 3 unused: sound\n')


async def test_problems_of_the_storage() -> None:
    out = await box_with([['/a: lost'], 12, 0]).out('fsck /')
    assert out.startswith('/a: lost\n') and out.endswith('1 problem\n[4]')


async def test_what_cannot_be_checked() -> None:
    assert await box_with(None).out('fsck') == ('fsck: the storage could not be checked: the database is closed\n[8]')
    assert await box_with([[], 0, 0]).out('fsck /mnt') == (
        'fsck: /mnt: only the root file system (/) can be checked\n[8]'
    )
