"""A user's first steps on a fresh machine (issue 2): install a real package, run a real server, see it, reload, go
offline."""

import pytest

from tests.machine.browser import Machine

SERVER = """cat > server.js <<'EOF'
const app = require('express')()
app.get('/', (req, res) => res.send('<h1>hello from ' + process.version + '</h1>'))
app.listen(3000, () => console.log('listening'))
EOF
"""


@pytest.fixture(scope='module')
def app(machine: Machine, npm_cache) -> Machine:
    """A machine with express installed in ~/app and its server written, as the README describes."""
    npm_cache.warm('express')
    machine.run('mkdir app && cd app && npm init -y && npm install express', timeout=120)
    assert machine.exit_code == 0, machine.screen_text()
    machine.type(SERVER)
    assert "require('express')" in machine.run('cat server.js')
    return machine


def wait_until_it_listens(app: Machine) -> None:
    """The word also appears in the script on the screen; the server prints it at the end of a line."""
    app.wait_until(
        lambda: any(line.rstrip().endswith('listening') for line in app.screen_text().split('\n')),
        'the server to listen',
        60,
    )


def test_express_is_installed(app: Machine) -> None:
    assert 'express' in app.run('ls node_modules').split()
    lock = app.run('cat package-lock.json | head -5')
    assert '"lockfileVersion": 3' in lock
    assert app.run('node -p "typeof require(\'express\')"') == 'function'


def test_server_answers_curl_and_preview(app: Machine) -> None:
    app.type('node server.js &\n')
    wait_until_it_listens(app)
    assert '<h1>hello from v24.' in app.run('curl -s localhost:3000 | grep hello')
    app.in_preview(3000)
    assert 'hello from v24.' in app.driver.page_source
    app.leave_preview()
    app.run('kill %1; wait')


def test_reload_keeps_files(app: Machine) -> None:
    app.run('sync')
    app.reload()
    assert "require('express')" in app.run('cat app/server.js')
    assert 'express' in app.run('ls app/node_modules').split()


def test_offline_reload_boots_and_serves(app: Machine) -> None:
    app.offline()
    try:
        app.reload()
        app.type('cd ~/app 2>/dev/null || cd app; node server.js &\n')
        wait_until_it_listens(app)
        assert 'hello from v24.' in app.run('curl -s localhost:3000')
        app.run('kill %1; wait')
    finally:
        app.online()
