"""Normal forms: what a person means, without what changes or may be a secret."""

from runtime_py.platform.text import repeat
from runtime_py.resources.prediction.commands import MOST_LETTERS, commands_of, normal_form


def form(line: str) -> str:
    return normal_form(line.split(' '))


def test_package_managers():
    assert form('npm run dev -- --port 5000') == 'npm run dev'
    assert form('npm --silent run dev') == 'npm run dev'
    assert form('npm i -D left-pad') == 'npm install'
    assert form('npm t') == 'npm test'
    assert form('npm') == 'npm install'
    assert form('npm install --registry https://user:secret@host') == 'npm install'
    assert form('pnpm run-script build') == 'pnpm run build'
    assert form('npm exec -- vite') == 'npm exec'


def test_tools_behind_runners():
    assert form('npx --yes vite build --mode production') == 'npx vite build'
    assert form('npx') == 'npx'
    assert form('/app/node_modules/.bin/vite build') == 'vite build'
    assert form('npx tsc -b --noEmit') == 'npx tsc -b --noEmit'


def test_scripts():
    assert form('node server.js --token abc') == 'node server.js'
    assert form('node --watch ./src/a.js') == 'node --watch src/a.js'
    assert form('node -e process.exit(1) other') == 'node -e other'
    assert form('node --test') == 'node --test'


def test_nothing_else_is_kept():
    assert form('git commit -m secret') == 'git commit'
    assert form('curl -u me:secret https://host/path') == 'curl'
    assert form('cat notes.txt') == 'cat'
    assert form('TOKEN=abc time node a.js') == 'node a.js'
    assert form('mytool password') == 'mytool'
    assert form('') == ''
    assert len(form('npm run ' + repeat('a', 500))) == MOST_LETTERS


def test_lines():
    assert commands_of('cd app && npm run dev') == ['cd', 'npm run dev']
    assert commands_of('cat a | grep b; ls') == ['cat', 'ls']
    assert commands_of('echo \'a && b\' "c; d" # npm test') == ['echo']
    assert commands_of('npm test > out.txt 2>&1 &') == ['npm test']
    assert commands_of("node 'my file.js'") == ['node my file.js']
    assert commands_of('') == []
    assert commands_of('(npm run build); a\\ b') == ['npm run build', 'a b']
