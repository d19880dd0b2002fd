"""Extensions of the original's API: separate streams, signals, more of fs, fetch, options of boot."""

import pytest

from tests.machine.embedding import Embedder

SERVER = """
const http = require('http'), zlib = require('zlib')
http.createServer(async (req, res) => {
  const url = new URL(req.url, 'http://x')
  if (url.pathname === '/echo') { let body = ''; for await (const part of req) body += part
    return res.writeHead(201, 'Made', {'content-type': 'application/json', 'x-two': ['a', 'b']})
      .end(JSON.stringify({method: req.method, url: req.url, body, headers: req.headers})) }
  if (url.pathname === '/moved') return res.writeHead(Number(url.searchParams.get('status')), {location: '/echo?moved'}).end('gone')
  if (url.pathname === '/away') return res.writeHead(302, {location: 'https://example.com/'}).end()
  if (url.pathname === '/loop') return res.writeHead(302, {location: '/loop'}).end()
  if (url.pathname === '/none') return res.writeHead(204).end()
  if (url.pathname === '/zipped') return res.writeHead(200, {'content-encoding': 'gzip'}).end(zlib.gzipSync('zipped'))
  if (url.pathname === '/large') return res.end(Buffer.alloc(5 << 20, 'x'))
  if (url.pathname === '/slow') { res.write('first'); return req.on('close', () => console.log('closed')) }
  res.writeHead(404).end('nothing')
}).listen(3190, () => console.log('up'))
"""


@pytest.fixture(scope='module')
def page(browser, server) -> Embedder:
    found = Embedder(browser, server).open()
    found.run("""window.terrarium = await WebContainer.boot({workdirName: 'w', env: {BOOTED: 'yes', N: 1, GONE: undefined},
      registry: 'http://registry.test:81/x', npmrc: '//registry.test:81/:_authToken=secret\\nfund=false\\n'})""")
    return found


def test_streams_apart(page: Embedder) -> None:
    found = page.run("""
        const program = 'process.stdout.write("out1 "); process.stderr.write("err1 "); setTimeout(() => { console.log("ö", process.stdout.isTTY); console.error("end") }, 30)'
        const read = async (stream) => { let all = ''; for await (const part of stream) all += part; return all }
        const one = await wc.spawn('node', ['-e', program], {terminal: false})
        const [out, err, both] = await Promise.all([read(one.stdout), read(one.stderr), read(one.output)])
        const two = await wc.spawn('node', ['-e', program], {terminal: false}); const only = await read(two.output)
        const three = await wc.spawn('sh', ['-c', 'cat; echo no >&2; exit 3'], {terminal: false})
        const writer = three.input.getWriter(); await writer.write('typed'); await writer.close()
        const cat = [await read(three.stdout), await three.exit, await read(three.stderr)]
        const plain = await wc.spawn('true'), silent = await wc.spawn('echo', ['x'], {terminal: false, output: false})
        return {out, err, both, only, cat, plain: [typeof plain.stdout, typeof plain.stderr], silent: await silent.exit}""")
    assert found['out'] == 'out1 ö undefined\n' and found['err'] == 'err1 end\n'
    assert sorted(found['both']) == sorted(found['only']) == sorted('out1 ö undefined\nerr1 end\n')
    assert (
        found['cat'] == ['typed', 3, 'no\n'] and found['plain'] == ['undefined', 'undefined'] and found['silent'] == 0
    )


def test_a_program_waits_for_its_readers(page: Embedder) -> None:
    """More than the buffers take, of one stream while another isn't read, and in pieces that split characters."""
    assert (
        page.run("""
        const many = await wc.spawn('node', ['-e', 'for (let k = 0; k < 200; k++) process.stdout.write("é".repeat(20000)); process.stderr.write("done")'], {terminal: false})
        let count = 0, wrong = 0
        for await (const part of many.stdout) { count += part.length; if (/[^é]/.test(part)) wrong++ }
        const reader = many.stderr.getReader(); const last = await reader.read(); return [count, wrong, last.value, await many.exit]""")
        == [4000000, 0, 'done', 0]
    )


def test_a_signal_ends_a_program(page: Embedder) -> None:
    found = page.run("""
        const before = await wc.spawn('true', [], {signal: AbortSignal.abort(new Error('early'))}).then(() => 'ran', (error) => error.message)
        const controller = new AbortController()
        const sleeper = await wc.spawn('sleep', ['100'], {signal: controller.signal}); controller.abort()
        const timed = await wc.spawn('sleep', {signal: AbortSignal.timeout(50), terminal: false}).then(() => 'no operand', (error) => error.code)
        const late = await wc.spawn('true', [], {signal: controller.signal}).then(() => 'ran', (error) => error.name)
        return [before, await sleeper.exit, timed, late]""")
    assert found == ['early', 143, 'no operand', 'AbortError']


def test_files(page: Embedder) -> None:
    found = page.run("""
        await wc.fs.mkdir('f/sub', {recursive: true}); await wc.fs.writeFile('f/a.txt', 'alpha'); await wc.fs.writeFile('f/sub/b', 'b')
        await wc.fs.symlink('a.txt', 'f/link'); await wc.fs.symlink('nowhere', 'f/broken'); await wc.fs.chmod('f/a.txt', '751'); await wc.fs.chmod('f/sub/b', 0o600)
        await wc.fs.utimes('f/a.txt', 1000000000.25, new Date(1234567890500))
        const stat = await wc.fs.stat('f/link'), lstat = await wc.fs.lstat('f/link'), folder = await wc.fs.stat('f')
        const code = (promise) => promise.then(() => 'fine', (error) => error.code)
        const out = {stat: [stat.isFile(), stat.size, (stat.mode & 0o777).toString(8), stat.atimeMs, stat.mtime.getTime(), stat.nlink],
          lstat: [lstat.isSymbolicLink(), lstat.isFile()],
          folder: folder.isDirectory(), link: await wc.fs.readlink('f/link'), real: [await wc.fs.realpath('f/link'), await wc.fs.realpath('.')],
          access: [await code(wc.fs.access('f/a.txt')), await code(wc.fs.access('f/a.txt', 1)), await code(wc.fs.access('f/sub/b', 1)), await code(wc.fs.access('none'))],
          errors: [await code(wc.fs.stat('none')), await code(wc.fs.readlink('f/a.txt')), await code(wc.fs.symlink('x', 'f/link')),
            await code(wc.fs.chmod('f', 'rwx')),
            await code(wc.fs.utimes('f', 'yesterday', 0)), await code(wc.fs.lstat('f/broken')), await code(wc.fs.stat('f/broken')), await code(wc.fs.realpath('f/broken'))]}
        out.cp = [await code(wc.fs.cp('f', 'g')), await code(wc.fs.cp('f', 'deep/er/g', {recursive: true, preserveTimestamps: true,
          filter: (source) => !source.endsWith('broken')}))]
        const copied = await wc.fs.stat('deep/er/g/a.txt')
        out.copied = [(await wc.fs.readdir('deep/er/g')).sort(), await wc.fs.readFile('deep/er/g/sub/b', 'utf8'), copied.mtime.getTime(), (copied.mode & 0o777).toString(8),
          await wc.fs.readlink('deep/er/g/link'), (await wc.fs.stat('deep/er/g/sub/b')).mode & 0o777]
        await wc.fs.writeFile('one', '1'); await wc.fs.writeFile('two', '2')
        out.more = [await code(wc.fs.cp('one', 'two', {force: false})), await wc.fs.readFile('two', 'utf8'), await code(wc.fs.cp('one', 'two', {force: false, errorOnExist: true})),
          await code(wc.fs.cp('one', 'two')), await wc.fs.readFile('two', 'utf8'), await code(wc.fs.cp('f', 'f/sub/again', {recursive: true})), await code(wc.fs.cp('one', 'one')),
          await code(wc.fs.cp('one', 'f')), await code(wc.fs.cp('f', 'one', {recursive: true})), await code(wc.fs.cp('none', 'x'))]
        return out""")
    assert (
        found['stat'] == [True, 5, '751', 1000000000250, 1234567890500, 1]
        and found['lstat'] == [True, False]
        and found['folder']
    )
    assert (
        found['link'] == 'a.txt'
        and found['real'] == ['/f/a.txt', '/']
        and found['access'] == ['fine', 'fine', 'EACCES', 'ENOENT']
    )
    assert found['errors'] == [
        'ENOENT',
        'EINVAL',
        'EEXIST',
        'ERR_INVALID_ARG_VALUE',
        'ERR_INVALID_ARG_TYPE',
        'fine',
        'ENOENT',
        'ENOENT',
    ]
    assert found['cp'] == ['ERR_FS_EISDIR', 'fine']
    assert found['copied'] == [['a.txt', 'link', 'sub'], 'b', 1234567890500, '751', '/home/w/f/a.txt', 0o600]
    assert found['more'] == [
        'fine',
        '2',
        'ERR_FS_CP_EEXIST',
        'fine',
        '1',
        'ERR_FS_CP_EINVAL',
        'ERR_FS_CP_EINVAL',
        'ERR_FS_CP_NON_DIR_TO_DIR',
        'ERR_FS_CP_DIR_TO_NON_DIR',
        'ENOENT',
    ]


def test_fetch(page: Embedder) -> None:
    found = page.run(
        """
        const up = new Promise((yes) => wc.on('server-ready', (port) => yes(port))); window.served = await wc.spawn('node', ['-e', args[0]]); await up
        window.said = text(window.served)
        const get = await wc.fetch(3190, '/echo?x=1', {headers: {'x-mine': 'a', cookie: 'c=1', host: 'other'}})
        const post = await (await wc.fetch(3190, new Request('http://any.host/echo', {method: 'POST', body: 'text'}))).json()
        const form = await (await wc.fetch(3190, '/echo', {method: 'put', body: new URLSearchParams({a: 'b c'})})).json()
        const moved = {}
        for (const status of [301, 303, 307]) moved[status] = await (await wc.fetch(3190, '/moved?status=' + status, {method: 'POST', body: 'kept'})).json()
        const manual = await wc.fetch(3190, '/moved?status=302', {redirect: 'manual'})
        const fails = []
        for (const [port, path, init] of [[3190, '/away'], [3190, '/loop'], [3190, '/moved?status=302', {redirect: 'error'}], [3191, '/'], [70000, '/']])
          fails.push(await wc.fetch(port, path, init).then(() => 'fine', (error) => error.code || error.name))
        const controller = new AbortController(), slow = await wc.fetch(3190, '/slow', {signal: controller.signal}), reader = slow.body.getReader(); await reader.read()
        controller.abort(); const cut = await reader.read().then(() => 'more', (error) => error.name)
        const aborted = await wc.fetch(3190, '/', {signal: AbortSignal.abort()}).catch((error) => error.name)
        const head = await wc.fetch(3190, '/echo', {method: 'HEAD'})
        return {status: [get.status, get.statusText, get.ok, get.headers.get('x-two')], get: await get.json(), post, form,
          moved: Object.values(moved).map((e) => [e.method, e.body, e.url]),
          manual: [manual.status, manual.headers.get('location')], fails, cut, aborted, none: [(await wc.fetch(3190, '/none')).status],
            zipped: await (await wc.fetch(3190, '/zipped')).text(),
          large: (await (await wc.fetch(3190, '/large')).arrayBuffer()).byteLength, missing: (await wc.fetch(3190, '/nothing')).status, head: [head.status,
            await head.text()]}""",
        SERVER,
    )
    assert found['status'] == [201, 'Made', True, 'a, b']
    assert (
        found['get']['url'] == '/echo?x=1'
        and found['get']['headers']['x-mine'] == 'a'
        and found['get']['headers']['host'] == 'localhost:3190'
    )
    assert 'c=1' in found['get']['headers']['cookie']
    assert found['post']['body'] == 'text' and found['post']['headers']['content-type'] == 'text/plain;charset=UTF-8'
    assert [found['form'][key] for key in ('method', 'body')] == ['PUT', 'a=b+c'] and found['form']['headers'][
        'content-type'
    ].startswith('application/x-www-form-urlencoded')
    assert found['moved'] == [
        ['GET', '', '/echo?moved'],
        ['GET', '', '/echo?moved'],
        ['POST', 'kept', '/echo?moved'],
    ] and found['manual'] == [302, '/echo?moved']
    assert found['fails'] == ['TypeError', 'TypeError', 'TypeError', 'ECONNREFUSED', 'ERR_SOCKET_BAD_PORT']
    assert (
        found['cut'] == 'AbortError'
        and found['aborted'] == 'AbortError'
        and found['none'] == [204]
        and found['zipped'] == 'zipped'
    )
    assert found['large'] == 5 << 20 and found['missing'] == 404 and found['head'] == [201, '']


def test_options_of_boot(page: Embedder) -> None:
    found = page.run("""
        const run = async (...words) => (await text(await wc.spawn(...words))).trim()
        return [await run('sh', ['-c', 'echo $BOOTED $N ${GONE-unset}'], {env: {N: 2}}), await run('npm', ['config', 'get', 'registry']), await run('npm',
          ['config', 'get', 'fund']),
          await run('sh', ['-c', 'echo fund=true > .npmrc; npm config get fund; rm .npmrc'])]""")
    assert found == ['yes 2 unset', 'http://registry.test:81/x/', 'false', 'true']
    assert (
        page.run("""
        const codes = []
        for (const options of [{registry: 'nowhere'}, {registry: 'file:///x'}, {env: {'A=B': '1'}}]) await WebContainer.boot(options).catch((error) => codes.push(error.code))
        return codes""")
        == ['ERR_INVALID_ARG_VALUE'] * 3
    )
