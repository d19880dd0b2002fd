"""npm run: what scripts there are. Running them needs the kernel (tests/machine/test_npm.py)."""

from __future__ import annotations

from tests.npm.project_support import project, said


async def test_scripts_are_listed() -> None:
    box = project()
    assert await said(box, 'run') == (
        'Lifecycle scripts included in app@1.0.0:\n  test\n    echo t\navailable via `npm run`:\n  build\n    echo b\n'
    )
    assert 'Missing script: "none"' in await said(box, 'run', 'none')
    assert await said(box, 'run', 'none', '--if-present') == ''
