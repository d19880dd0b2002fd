"""The page in docs/EMBED.md, served unchanged by the same plain server, does what the text says."""

import re

from selenium.webdriver.common.by import By

from tests.machine.browser import Browser, Machine
from toolchain.environment import DIST, ROOT


def embed_page() -> str:
    """The first HTML block of docs/EMBED.md: at most 20 lines."""
    text = (ROOT / 'docs' / 'EMBED.md').read_text(encoding='utf-8')
    found = re.search(r'```html\n(.*?)```', text, re.DOTALL)
    assert found is not None, 'docs/EMBED.md has no HTML block'
    assert len(found[1].strip().split('\n')) <= 20
    return found[1]


def test_embed_page(browser: Browser, server) -> None:
    page = DIST / 'embed-test.html'
    page.write_text(embed_page(), encoding='utf-8')
    try:
        machine = Machine(browser, server)
        browser.driver.get(server.url + 'embed-test.html')
        machine.wait_until(
            lambda: 'v24.' in browser.driver.find_element(By.TAG_NAME, 'body').text,
            'what a program of the embedded machine printed',
            60,
        )
    finally:
        page.unlink()


def test_api_is_that_of_webcontainer(machine: Machine) -> None:
    """Names and behaviour of @webcontainer/api 1.6 on the page's own instance."""
    found = machine.api("""
        await wc.mount({'api-test': {directory: {'a.txt': {file: {contents: 'alpha'}}, sub: {directory: {}}}}})
        const names = (await wc.fs.readdir('api-test', {withFileTypes: true})).map((e) => [e.name, e.isDirectory()]).sort()
        await wc.fs.writeFile('api-test/b.txt', 'beta')
        await wc.fs.rename('api-test/b.txt', 'api-test/c.txt')
        const text = await wc.fs.readFile('api-test/c.txt', 'utf-8')
        await wc.fs.mkdir('api-test/x/y', {recursive: true})
        let missing = ''
        try { await wc.fs.readFile('api-test/none') } catch (e) { missing = e.message }
        const program = 'process.stdin.on("data", (d) => { console.log(process.env.WORD + d); process.exit(5) })'
        const process = await wc.spawn('node', ['-e', program], {env: {WORD: 'got '}})
        let output = ''
        const reading = process.output.pipeTo(new WritableStream({write(chunk) { output += chunk }}))
        const writer = process.input.getWriter(); await writer.write('input\\n')
        const code = await process.exit; await reading
        await wc.fs.rm('api-test', {recursive: true})
        return {names, text, missing, code, output, left: (await wc.fs.readdir('.')).includes('api-test'), workdir: wc.workdir, path: typeof wc.path}
    """)
    assert found['names'] == [['a.txt', False], ['sub', True]]
    assert found['text'] == 'beta' and 'ENOENT' in found['missing']
    assert found['code'] == 5 and 'got input' in found['output']
    assert found['left'] is False and found['workdir'].startswith('/') and found['path'] == 'string'


def test_server_ready_event(machine: Machine) -> None:
    found = machine.api("""
        const ready = new Promise((yes) => wc.on('server-ready', (port, url) => yes([port, url])))
        const process = await wc.spawn('node', ['-e', 'require("http").createServer((q, s) => s.end("up")).listen(3456)'])
        const [port, url] = await ready
        process.kill(); await process.exit
        return [port, url]""")
    assert found[0] == 3456 and '3456' in found[1]


def test_a_port_that_is_only_tried_is_not_announced(machine: Machine) -> None:
    """As Vite and its like look for a free port: they listen and close at once, address after address."""
    told = machine.api(
        """
        const told = [], ready = new Promise((yes) => wc.on('server-ready', (port) => { told.push(['ready', port]); if (port === 3458) yes() }))
        wc.on('port', (port, kind) => told.push([kind, port]))
        const process = await wc.spawn('node', ['-e', args[0]])
        await ready
        process.kill(); await process.exit
        return told""",
        """
        const tried = (host) => new Promise((yes) => { const server = net.createServer().once('listening', () => server.close(yes)).listen(3457, host) })
        const pause = () => new Promise((yes) => setTimeout(yes, 50))
        ;(async () => { for (const host of [undefined, '0.0.0.0', '127.0.0.1', '::1', 'localhost']) { await tried(host); await pause() } http.createServer().listen(3458) })()""",
    )
    assert told[:2] == [['open', 3458], ['ready', 3458]]


def test_watch(machine: Machine) -> None:
    found = machine.api("""
        await wc.fs.mkdir('watched', {recursive: true})
        const seen = new Promise((yes) => { const w = wc.fs.watch('watched', {recursive: true}, (kind, name) => { w.close(); yes([kind, name]) }) })
        await wc.fs.writeFile('watched/file.txt', 'x')
        return await seen""")
    assert found[0] in ('rename', 'change') and found[1] == 'file.txt'
