"""Several machines on one page: the same ports, each with its own URL, files, cookies, scripts and messages."""

import pytest

from tests.machine.embedding import Embedder

SERVER = """
const http = require('http'), word = process.argv[1]
http.createServer((req, res) => {
  if (req.url === '/word') return res.end(word)
  if (req.url === '/cookie') return res.end(req.headers.cookie || 'none')
  if (req.url === '/moved') return res.writeHead(302, {location: 'http://localhost:3301/landed'}).end()
  res.writeHead(200, {'content-type': 'text/html', 'set-cookie': `who=${word}; Path=/`})
  res.end(`<!doctype html><title>${word} ${req.url}</title><script>console.error('from ${word}')</script>`)
}).listen(3300)
http.createServer((req, res) => res.setHeader('access-control-allow-origin', '*').end('other ' + word + req.url)).listen(3301)
"""


@pytest.fixture(scope='module')
def page(browser, server) -> Embedder:
    found = Embedder(browser, server).open()
    found.run(
        """
        window.said = {first: [], second: []}; window.urls = {}; window.machines = {}
        for (const [name, options] of [['first', {}], ['second', {alongside: true}]]) {
          const machine = machines[name] = await WebContainer.boot({workdirName: name, forwardPreviewErrors: true, ...options})
          machine.on('preview-message', (message) => said[name].push([message.args.join(), message.port, 'machine' in message]))
          const up = new Promise((yes) => { let count = 0; machine.on('server-ready', (port, url) => { if (port === 3300) urls[name] = url; if (++count === 2) yes() }) })
          await machine.spawn('node', ['-e', args[0], name]); await up
        }
        window.terrarium = machines.first
        window.shown = async (frame, title) => { const end = Date.now() + 15000
          while (Date.now() < end && frame.contentDocument?.title !== title) await new Promise((go) => setTimeout(go, 20))
          return frame.contentDocument?.title }
        window.frame = (address) => { const made = document.createElement('iframe'); made.src = address; document.body.append(made); return made }""",
        SERVER,
    )
    return found


def test_urls_and_servers(page: Embedder) -> None:
    found = page.run("""
        const one = frame(urls.first), two = frame(urls.second)
        const titles = [await shown(one, 'first /'), await shown(two, 'second /')], seen = {}
        for (const [name, made] of [['first', one], ['second', two]]) {
          const inside = (path) => made.contentWindow.fetch(path).then((answer) => answer.text())
          seen[name] = [await inside('/word'), await inside('http://localhost:3301/x'), await inside('/cookie'), made.contentDocument.cookie, made.contentWindow.location.pathname,
            await (await machines[name].fetch(3300, '/word')).text()]
        }
        two.contentWindow.location = '/deeper'; titles.push(await shown(two, 'second /deeper'))
        two.src = new URL('/by-url', urls.second); titles.push(await shown(two, 'second /by-url'))
        await new Promise((go) => setTimeout(go, 300)); one.remove(); two.remove()
        return {titles, seen, urls, said}""")
    assert found['titles'] == ['first /', 'second /', 'second /deeper', 'second /by-url']
    for name in ('first', 'second'):
        assert found['seen'][name] == [name, f'other {name}/x', f'who={name}', f'who={name}', '/', name]
        assert {tuple(message) for message in found['said'][name]} == {(f'from {name}', 3300, False)}
    assert found['urls']['first'].endswith('/preview/3300/') and '/preview/3300-' in found['urls']['second']


def test_scripts_and_redirects(page: Embedder) -> None:
    found = page.run("""
        await machines.second.setPreviewScript('window.script = "second"')
        const one = frame(urls.first), two = frame(urls.second); await shown(one, 'first /'); await shown(two, 'second /')
        const moved = frame(urls.second + 'moved'); await new Promise((go) => { moved.onload = go })
        const found = [one.contentWindow.script ?? 'none', two.contentWindow.script, moved.contentDocument.body.textContent]
        one.remove(); two.remove(); moved.remove(); return found""")
    assert found == ['none', 'second', 'other second/landed']


def test_files_and_the_end(page: Embedder) -> None:
    found = page.run("""
        await machines.first.fs.writeFile('a', 'first'); await machines.second.fs.writeFile('b', 'second')
        const files = [await machines.first.fs.readdir('.'), await machines.second.fs.readdir('.')]
        const third = await WebContainer.boot({alongside: true}); third.teardown()
        const again = await WebContainer.boot().catch((error) => error.code)
        machines.second.teardown()
        const refused = await machines.second.fs.readdir('.').catch((error) => error.code)
        const one = frame(urls.first); const title = await shown(one, 'first /')
        return {files, again, refused, title, word: await (await machines.first.fetch(3300, '/word')).text()}""")
    assert found == {
        'files': [['a'], ['b']],
        'again': 'ERR_ALREADY_BOOTED',
        'refused': 'ETORNDOWN',
        'title': 'first /',
        'word': 'first',
    }
