"""Programs that the tests of hosts outside the machine run."""

from tests.machine.browser import Machine


def run(machine: Machine, script: str, *arguments: str) -> str:
    """The output of a program."""
    machine.write_file('outside.mjs', script)
    return machine.run(f'cd ~/project; node outside.mjs {" ".join(arguments)} 2>&1')
