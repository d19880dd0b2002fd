"""What programs have here and native Node lacks, so no case that both run can show it."""

from tests.machine.browser import Machine


def test_programs_can_tell_where_they_run(machine: Machine) -> None:
    assert machine.run('node -p process.versions.webcontainer') == '1.0.0'
    assert machine.run('node -p "Object.keys(process.versions).at(-1)"') == 'webcontainer'
