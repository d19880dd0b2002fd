"""Sources that are allowed, and packages whose scripts may run."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.npm.registry.policy import ScriptPolicy, is_git
from runtime_py.platform.maps import Map
from tests.npm.project_support import project, said
from tests.npm.tree.made_registry_support import build, text


async def test_scripts() -> None:
    root = await build('{"dependencies": {"a": "1", "b": "1", "c": "1"}}', [text(name, '1.0.0') for name in 'abc'])
    rules: Map[str, Any] = Map([['a', True], ['b', False]])
    policy = ScriptPolicy(rules, True, False)
    a, b, c = [root.resolve(name) for name in 'abc']
    for node in [a, b, c]:
        node.resolved = f'https://registry.npmjs.org/{node.name}/-/{node.name}-1.0.0.tgz'
    assert policy.verdict(a) is True and policy.verdict(b) is False and policy.verdict(c) is None
    assert policy.may_run(a) and not policy.may_run(b) and policy.may_run(c)
    failed = ''
    try:
        policy.check([c], lambda node: Map([['scripts', Map([['install', 'make']])]]))
    except NpmError as error:
        failed = error.code
    assert failed == 'ESTRICTALLOWSCRIPTS' and ScriptPolicy(rules, True, True).may_run(b)


async def test_sources() -> None:
    box = project()
    assert 'EALLOWFILE' in await said(box, 'install', '--allow-file=none', '/packs/leaf-1.0.0.tgz')
    assert is_git('git+https://x/y') and is_git('github:a/b') and not is_git('https://x/y.tgz')
