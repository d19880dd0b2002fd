"""The server of the previews that test_preview_web.py and its neighbours show."""

from pathlib import Path

import pytest

from tests.machine.browser import Machine

PORT = 3201
OTHER = 3202


@pytest.fixture(scope='module', name='preview')
def preview_fixture(machine: Machine):
    machine.write_file('server.js', (Path(__file__).parent / 'preview_server.js').read_text())
    machine.type('node server.js &\n')
    machine.wait_for(f'up {OTHER}')
    machine.in_preview(PORT)
    yield machine
    machine.leave_preview()


FRAME = """const soon = () => new Promise((yes) => setTimeout(yes, 20))
    const until = async (f) => { const end = Date.now() + 8000
        for (;;) { try { const v = await f(); if (v || Date.now() > end) return v } catch (e) { if (Date.now() > end) return String(e) } await soon() } }
    const frame = (attributes) => { const f = document.createElement('iframe')
        for (const name in attributes) f.setAttribute(name, attributes[name]); document.body.append(f); return f }
    """
