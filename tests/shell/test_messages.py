"""What scripts say on standard error is what dash says."""

from __future__ import annotations

from tests.shell.machine_support import Box
from tests.shell.message_facts import CASES as MESSAGES

CASES = MESSAGES


async def test_a_script_says_what_it_says_in_dash(fact):
    script, out, err, status = fact
    box = Box()
    box.shell_name = 'sh'
    box.system.umask(0o022)
    box.write('/home/user/words', 'pear\napple\n')
    ours = await box.sh(script)
    assert [ours.out, ours.err, ours.status] == [out, err, status]
