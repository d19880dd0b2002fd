"""The command line of `serve`."""

from __future__ import annotations

from runtime_py.devserver.settings import UsageError, find_proxy, parse_command_line
from tests.support import raises


def test_the_command_line() -> None:
    found = parse_command_line(['--port=3000', '--proxy', '/api=http://localhost:4000/', 'app'])
    assert [found.port, found.root, found.proxies[0].path, found.proxies[0].target] == [
        3000,
        'app',
        '/api',
        'http://localhost:4000',
    ]
    rules = parse_command_line(['--proxy=^/v[0-9]+/=http://localhost:1', '--proxy', '/api=ws://localhost:2']).proxies
    assert [
        [rule.path, rule.target]
        for rule in [find_proxy(rules, path) for path in ['/v12/x', '/api/y', '/vx/', '/']]
        if rule is not None
    ] == [['^/v[0-9]+/', 'http://localhost:1'], ['/api', 'http://localhost:2']]
    for words in [
        ['--proxy', '^(=http://localhost'],
        ['--port', 'x'],
        ['--port'],
        ['--nonsense'],
        ['a', 'b'],
        ['--proxy', '/api'],
    ]:
        with raises(UsageError):
            parse_command_line(words)
