"""False alarms: what the monitor of behaviour asked the user about, or restricted, in a machine."""

from tests.machine.browser import Machine


def alarms(machine: Machine) -> list[list]:
    """[program, level, reasons] of each."""
    found = machine.api('return (await wc.audit()).records')
    return [
        [record['who'], record['level'], record.get('reasons')]
        for record in found
        if record['kind'] == 'behaviour' and record['level'] not in ('none', 'noted')
    ]
