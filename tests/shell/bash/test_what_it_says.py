"""What scripts say on standard error is what bash says."""

from __future__ import annotations

from tests.shell.bash.message_facts import CASES as MESSAGES
from tests.shell.machine_support import Box

CASES = MESSAGES


async def test_a_script_says_what_it_says_in_bash(fact):
    script, out, err, status = fact
    box = Box()
    box.shell_name = 'bash'
    box.system.umask(0o022)
    box.write('/home/user/words', 'pear\napple\n')
    ours = await box.sh(script)
    assert [ours.out, ours.err, ours.status] == [out, err, status]
