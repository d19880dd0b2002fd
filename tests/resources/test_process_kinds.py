"""The kinds that commands get."""

from runtime_py.resources.kinds import KINDS, kind_of, tool_of


def test_tools_behind_commands():
    assert tool_of(['node', '/app/node_modules/.bin/vite', 'build']) == 'vite'
    assert tool_of(['node', '--max-old-space-size=4096', 'node_modules/typescript/lib/tsc.js', '-b']) == 'tsc'
    assert tool_of(['node', '/app/node_modules/vite/dist/node/cli.js']) == 'vite'
    assert tool_of(['node', '/app/node_modules/@angular/cli/bin/index.js']) == 'cli'
    assert tool_of(['/usr/bin/npm', 'i']) == 'npm'
    assert tool_of(['node']) == 'node'
    assert tool_of([]) == ''


def test_kinds_of_commands():
    cases = [
        ['dev server', 'node node_modules/.bin/vite'],
        ['build', 'node node_modules/.bin/vite build'],
        ['dev server', 'node node_modules/.bin/next dev'],
        ['build', 'node node_modules/.bin/next build'],
        ['build', 'node node_modules/.bin/tsc -b'],
        ['type check', 'node node_modules/.bin/tsc --noEmit'],
        ['type check', 'node node_modules/.bin/tsc --watch'],
        ['test', 'node node_modules/.bin/vitest run'],
        ['test', 'node --test'],
        ['lint', 'node node_modules/.bin/eslint .'],
        ['install', 'npm ci'],
        ['install', 'npm i react'],
        ['script', 'npm run dev'],
        ['script', 'node a.js'],
        ['shell', 'sh -c x'],
        ['background', '[kernel]'],
        ['dev server', 'serve'],
        ['build', 'node node_modules/.bin/esbuild a.js --bundle'],
        ['dev server', 'node node_modules/.bin/esbuild --serve'],
    ]
    for kind, command in cases:
        assert kind_of(command.split(' '), '', False) == kind, command
        assert kind in KINDS


def test_scripts_and_listening_tell_what_a_command_does_not():
    assert kind_of(['node', 'server.js'], 'dev', False) == 'dev server'
    assert kind_of(['node', 'server.js'], '', True) == 'dev server'
    assert kind_of(['node', 'x.js'], 'build:prod', False) == 'build'
    assert kind_of(['node', 'x.js'], 'typecheck', False) == 'type check'
    assert kind_of(['sh', '-c', 'x'], 'test:unit', False) == 'test'
    assert kind_of(['node', 'node_modules/.bin/eslint'], 'build', False) == 'lint'
    assert kind_of(['node', 'x.js'], 'toString', False) == 'script'
