"""`setPreviewScript`: a text or a URL, of each type, in pages with and without a policy; previews without one are as
they were."""

import pytest

from tests.machine.browser import Machine
from toolchain.environment import DIST

PORT = 3170
SERVER = (
    """
const policies = {'/none': '', '/self': "script-src 'self'", '/inline': "script-src 'unsafe-inline'", '/nonce': "script-src 'nonce-abc'", '/nothing': "default-src 'none'",
  '/strict': "script-src 'strict-dynamic' 'nonce-abc' 'unsafe-inline'"}
require('http').createServer((req, res) => {
  if (req.url === '/dep.js') return res.setHeader('content-type', 'text/javascript').end('export default "mapped"')
  if (req.url === '/untold') return res.end('<!doctype html><script>window.before = window.from</script>')
  if (req.url === '/untold-stream') { res.write('  <ht'); setTimeout(() => res.end('ml><script>window.before = window.from</script>'), 100); return }
  if (req.url === '/untold-text') return res.end('text <html>')
  const policy = policies[req.url], headers = {'content-type': 'text/html'}
  if (policy) headers['content-security-policy'] = policy
  res.writeHead(200, headers).end('<!doctype html><title>page</title><script nonce=abc>window.page = 1; window.before = window.from</script>' +
    '<script type=module nonce=abc>import value from "dep"; window.dep = value</script>')
}).listen(%d)
"""
    % PORT
)
OPEN = """
    const [path, names] = args
    const frame = document.createElement('iframe')
    const loaded = new Promise((done) => { frame.onload = done })
    frame.src = 'preview/PORT' + path
    document.body.append(frame); await loaded
    const end = Date.now() + 5000
    while (frame.contentWindow[names[0]] === undefined && Date.now() < end) await new Promise((go) => setTimeout(go, 20))
    const found = names.map((name) => frame.contentWindow[name]); frame.remove(); return found""".replace(
    'PORT', str(PORT)
)


@pytest.fixture(scope='module')
def served(machine: Machine) -> Machine:
    machine.api(
        """
        const up = new Promise((yes) => wc.on('server-ready', (port) => { if (port === args[1]) yes() }))
        window.served = await wc.spawn('node', ['-e', args[0]]); await up""",
        SERVER,
        PORT,
    )
    return machine


def look(machine: Machine, path: str, *names: str) -> list:
    return machine.api(OPEN, path, names)


@pytest.mark.parametrize('path', ['/none', '/self', '/inline', '/nonce', '/nothing', '/strict'])
def test_a_text_runs_before_the_page(served: Machine, path: str) -> None:
    served.api("await wc.setPreviewScript('// a comment first\\nwindow.from = `text ${document.currentScript.async}`')")
    assert look(served, path, 'from') == ['text false']
    if path in ('/none', '/inline', '/nonce', '/strict'):
        assert look(served, path, 'from', 'page', 'before') == ['text false', 1, 'text false']


@pytest.mark.parametrize('path', ['/untold', '/untold-stream'])
def test_a_page_without_a_content_type(served: Machine, path: str) -> None:
    served.api("await wc.setPreviewScript('window.from = 1')")
    assert look(served, path, 'before') == [1]


def test_a_text_without_a_content_type(served: Machine) -> None:
    served.api("await wc.setPreviewScript('window.from = 1')")
    text = served.api(
        """
        const frame = document.createElement('iframe'); frame.src = 'preview/' + args[0] + '/untold-text'
        const loaded = new Promise((done) => { frame.onload = done }); document.body.append(frame); await loaded
        const found = [frame.contentDocument.body.textContent, frame.contentWindow.from ?? null]; frame.remove(); return found""",
        PORT,
    )
    assert text == ['text <html>', None]


def test_a_url_of_the_embedding_page(served: Machine) -> None:
    script = DIST / 'preview-script-test.js'
    script.write_text('window.from = "file"', encoding='utf-8')
    try:
        for url in ['preview-script-test.js', './preview-script-test.js?v=1', '/some/dir/preview-script-test.js']:
            served.api('await wc.setPreviewScript(args[0])', url)
            assert look(served, '/self', 'from') == ['file'], url
    finally:
        script.unlink()


@pytest.mark.parametrize('path', ['/none', '/inline', '/nonce'])
def test_other_kinds_of_url(served: Machine, path: str) -> None:
    served.api("await wc.setPreviewScript('data:text/javascript,window.from=%22data%22')")
    assert look(served, path, 'from') == ['data']


def test_a_module_and_an_import_map(served: Machine) -> None:
    served.api("await wc.setPreviewScript('window.from = typeof import.meta.url', {type: 'module', async: true})")
    assert look(served, '/none', 'from') == ['string']
    served.api("""await wc.setPreviewScript('{"imports": {"dep": "/dep.js"}}', {type: 'importmap'})""")
    assert look(served, '/none', 'dep') == ['mapped']
    assert look(served, '/nonce', 'dep') == ['mapped']


def test_deferred(served: Machine) -> None:
    served.api("await wc.setPreviewScript('window.from = document.readyState', {defer: true})")
    assert look(served, '/none', 'from', 'before') == ['interactive', None]


def test_what_is_refused_and_taken_away(served: Machine) -> None:
    assert served.api("""
        const codes = []
        for (const [script, options] of [['a()', {type: 'text'}], ['https://example.com/x.js', {type: 'importmap'}], [undefined], [{}]])
            await wc.setPreviewScript(script, options).then(() => codes.push('taken'), (e) => codes.push(e.code))
        await wc.setPreviewScript('')
        return codes""") == [
        'ERR_INVALID_ARG_VALUE',
        'ERR_INVALID_ARG_VALUE',
        'ERR_INVALID_ARG_TYPE',
        'ERR_INVALID_ARG_TYPE',
    ]
    assert look(served, '/none', 'page', 'from') == [1, None]
