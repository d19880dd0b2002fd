"""npm ls."""

from __future__ import annotations

from tests.npm.project_support import installed, said


async def test_the_tree() -> None:
    box = await installed()
    assert await said(box, 'ls') == 'app@1.0.0 /app\n└── user@1.0.0\n\n'
    assert await said(box, 'ls', '--all') == 'app@1.0.0 /app\n└─┬ user@1.0.0\n  └── leaf@1.0.0\n\n'
    assert await said(box, 'ls', '--all', '--parseable') == '/app\n/app/node_modules/user\n/app/node_modules/leaf\n'
    assert await said(box, 'ls', 'leaf') == 'app@1.0.0 /app\n└─┬ user@1.0.0\n  └── leaf@1.0.0\n\n'
    assert await said(box, 'ls', 'none') == 'app@1.0.0 /app\n└── (empty)\n\n[1]'


async def test_what_is_missing() -> None:
    box = await installed()
    box.system.rename('/app/node_modules/leaf', '/tmp/leaf')
    found = await said(box, 'ls', '--all')
    assert 'UNMET DEPENDENCY' in found or 'missing' in found
