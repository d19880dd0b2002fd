"""resources predict; a fake kernel answers."""

from tests.shell.machine_support import Box


def box_with(asked: list[object]) -> Box:
    box = Box()

    async def ask(op: str, args: list) -> object:
        asked.append([op, args])
        return None if op in ('predict.switch', 'predict.delete') else 'expected\n'

    box.system.context.asker = ask
    return box


async def test_predict():
    asked: list[object] = []
    box = box_with(asked)
    assert await box.out('resources predict; resources predict show; resources predict export') == (
        'expected\nexpected\nexpected\n'
    )
    assert await box.out('resources predict off') == 'prediction is off: nothing is learned or prepared\n'
    assert await box.out('resources predict on; resources predict delete') == (
        'prediction is on\nwhat was learned is deleted\n'
    )
    assert asked == [
        ['predict.show', ['/home/user']],
        ['predict.show', ['/home/user']],
        ['predict.export', []],
        ['predict.switch', [False]],
        ['predict.switch', [True]],
        ['predict.delete', []],
    ]


async def test_problems():
    box = box_with([])
    assert "unknown word 'rubbish'" in await box.out('resources predict rubbish')
    assert "extra operand 'b'" in await box.out('resources predict on b')
    assert 'never leaves the browser' in await box.out('resources predict --help')
    assert await Box().out('resources predict') == 'resources: this machine has no predictor\n[1]'
