"""resources scheduler: asks the kernel, and shows what it says."""

from tests.shell.machine_support import Box


def answering(box: Box, answer: list) -> list[list]:
    asked: list[list] = []

    async def ask(op: str, args: list) -> object:
        asked.append([op, *args])
        return answer

    box.system.context.asker = ask
    return asked


async def test_it_shows_the_shares():
    box = Box()
    asked = answering(box, ['', True, [['server', 40.0], ['build', 25.0]]])
    assert await box.out('resources scheduler') == (
        'scheduler on: these shares count while the cores are contended\nserver         40\nbuild          25\n'
    )
    assert asked == [['scheduler', '']]


async def test_it_passes_changes_on():
    box = Box()
    asked = answering(box, ['', False, []])
    assert await box.out('resources scheduler off; resources scheduler shares server=50,build=5') == ''
    assert asked == [['scheduler', 'off'], ['scheduler', 'shares server=50,build=5']]


async def test_a_problem_is_an_error():
    box = Box()
    answering(box, ["there is no class 'x'", True, []])
    assert (await box.out('resources scheduler shares x=1')).startswith("resources: there is no class 'x'\n")
    assert (await box.out('resources scheduler shares')).startswith('resources: expected on, off')
    assert (await box.out('resources scheduler a b c')).startswith('resources: expected on, off')
