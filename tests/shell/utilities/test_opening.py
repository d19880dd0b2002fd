"""xdg-open, code: their requests to the kernel."""

from tests.shell.machine_support import Box


async def asked(script: str) -> list:
    """The output of a script, then each request."""
    box = Box()
    box.write('/home/user/f', '')
    box.write('/home/user/a:1', '')
    box.system.mkdir('/home/user/d', 0o755)
    found: list = []

    async def answer(op: str, args: list) -> None:
        found.append([op, *args])

    box.system.context.asker = answer
    said = await box.out(script)
    return [said, *found]


async def test_xdg_open():
    assert await asked('xdg-open f; cd d; xdg-open ../f') == [
        '',
        ['xdg-open', '/home/user/f'],
        ['xdg-open', '/home/user/f'],
    ]
    assert await asked('xdg-open mailto:a@b.c; xdg-open a:1') == [
        '',
        ['xdg-open', 'mailto:a@b.c'],
        ['xdg-open', '/home/user/a:1'],
    ]
    assert await asked('xdg-open none') == ["xdg-open: file 'none' does not exist\n[2]"]
    assert (await asked('xdg-open'))[0].endswith('[1]') and (await asked('xdg-open f f'))[0].endswith('[1]')


async def test_code():
    assert await asked('code f; cd d; code -r x') == [
        '',
        ['code', 'open', [['/home/user/f', 0, 0]]],
        ['code', 'open', [['/home/user/d/x', 0, 0]]],
    ]
    assert await asked('code -g f:12:3 f:7 a:1 a:1:2 x:y') == [
        '',
        [
            'code',
            'open',
            [
                ['/home/user/f', 12, 3],
                ['/home/user/f', 7, 0],
                ['/home/user/a:1', 0, 0],
                ['/home/user/a:1', 2, 0],
                ['/home/user/x:y', 0, 0],
            ],
        ],
    ]
    assert await asked('code -d f a:1') == ['', ['code', 'diff', [['/home/user/f', 0, 0], ['/home/user/a:1', 0, 0]]]]
    assert (await asked('code -d f'))[0].endswith('[1]') and (await asked('code --wait f'))[0].endswith('[1]')
