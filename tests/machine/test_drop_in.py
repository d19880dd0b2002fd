"""Less common features that unchanged clients of `@webcontainer/api` use: watchPaths, teardown, events of commands,
folders, entry points."""

import datetime
import io
import stat
import zipfile
from base64 import b64decode

import pytest

from tests.machine.embedding import Embedder


@pytest.fixture(scope='module')
def page(browser, server) -> Embedder:
    found = Embedder(browser, server).open()
    found.run("window.terrarium = await WebContainer.boot({workdirName: 'shop', coep: 'none'})")
    return found


def test_folders_and_path(page: Embedder) -> None:
    found = page.run("""
        await wc.mount({node_modules: {directory: {'.bin': {directory: {greet: {file: {contents: '#!/usr/bin/env node\\nconsole.log("hi", process.cwd())'}}}}}},
          inner: {directory: {node_modules: {directory: {'.bin': {directory: {deep: {file: {contents: '#!/bin/sh\\necho deep'}}}}}}}}})
        await (await wc.spawn('chmod', ['+x', 'node_modules/.bin/greet', 'inner/node_modules/.bin/deep'])).exit
        const words = []
        for (const [command, cwd] of [['greet', '.'], ['greet', 'inner'], ['deep', 'inner']]) {
          const process = await wc.spawn(command, {cwd}); words.push((await text(process)).trim(), await process.exit) }
        const shell = await wc.spawn('sh', ['-c', 'echo $PWD $PATH; greet; command -v ls'])
        return {workdir: wc.workdir, path: wc.path, words, shell: (await text(shell)).split('\\r\\n'), refused: await wc.spawn('deep').then(() => 'ran', (e) => e.code)}""")
    assert found['workdir'] == '/home/shop' and found['path'].endswith(':/home/shop/node_modules/.bin')
    assert found['words'] == ['hi /home/shop', 0, 'hi /home/shop/inner', 0, 'deep', 0]
    assert found['shell'] == [f'/home/shop {found["path"]}', 'hi /home/shop', '/usr/bin/ls', ''] or found['shell'][
        2
    ] in ('/bin/ls', 'ls')
    assert found['refused'] == 'ENOENT'


def test_watch_paths(page: Embedder) -> None:
    found = page.run("""
        const seen = [], waiting = []
        const stop = await wc.internal.watchPaths({include: [`${wc.workdir}/**`], exclude: ['**/node_modules', '.git'], includeContent: true}, (events) => {
          const decoded = (buffer) => buffer ? new TextDecoder().decode(buffer) : null
          for (const {type, path, buffer, ino, mtime} of events) seen.push([type, path.slice(wc.workdir.length + 1), decoded(buffer), ino > 0, mtime > 0])
          waiting.forEach((look) => look()) })
        const until = (type, path) => new Promise((done) => { const look = () => seen.some((e) => e[0] === type && e[1] === path) && done(); waiting.push(look); look() })
        await wc.fs.mkdir('src/deep', {recursive: true}); await wc.fs.writeFile('src/deep/a.txt', 'one')
        await wc.fs.mkdir('node_modules/x', {recursive: true}); await wc.fs.writeFile('node_modules/x/hidden.js', 'no')
        await wc.fs.mkdir('.git'); await wc.fs.writeFile('.git/HEAD', 'no')
        await until('add_file', 'src/deep/a.txt')
        await (await wc.spawn('sh', ['-c', 'printf two > src/deep/a.txt'])).exit
        await until('change', 'src/deep/a.txt')
        await wc.fs.rename('src/deep', 'src/moved'); await until('add_file', 'src/moved/a.txt')
        await wc.fs.rm('src', {recursive: true}); await until('remove_dir', 'src')
        const before = seen.length; await stop(); await wc.fs.writeFile('late.txt', ''); await (await wc.spawn('true')).exit
        return {seen, after: seen.length - before}""")
    kinds = [(kind, path) for kind, path, *_ in found['seen']]
    first = {(kind, path): rest for kind, path, *rest in reversed(found['seen'])}
    assert kinds[:2] == [('add_dir', 'src'), ('add_dir', 'src/deep')]
    assert first['add_file', 'src/deep/a.txt'][1:] == [True, True] and first['add_file', 'src/moved/a.txt'][0] == 'two'
    assert [rest[0] for kind, path, *rest in found['seen'] if kind == 'change'][-1] == 'two'
    assert kinds[-3:] == [('remove_file', 'src/moved/a.txt'), ('remove_dir', 'src/moved'), ('remove_dir', 'src')]
    assert ('remove_dir', 'src/deep') in kinds and ('remove_file', 'src/deep/a.txt') in kinds
    assert not [path for _, path in kinds if 'node_modules' in path or '.git' in path] and found['after'] == 0


def test_watch_paths_leaves_out_what_git_does(page: Embedder) -> None:
    assert page.run("""
        await wc.mount({repo: {directory: {'.git': {directory: {info: {directory: {exclude: {file: {contents: 'secret\\n'}}}}}},
          '.gitignore': {file: {contents: '*.log\\n/out/\\n'}},
          app: {directory: {'.gitignore': {file: {contents: '!kept.log\\n'}}}},
          out: {directory: {}}}}})
        const seen = []; let done
        const end = new Promise((go) => { done = go })
        const stop = await wc.internal.watchPaths({include: ['repo/app/**', 'repo/out/**', '/tmp/other/**'], exclude: ['.git'], gitignore: true}, (events) => {
          for (const {type, path} of events) { seen.push(`${type} ${path.replace(wc.workdir + '/repo/', '')}`); if (path.endsWith('last')) done() } })
        await wc.fs.writeFile('repo/app/a.log', ''); await wc.fs.writeFile('repo/app/kept.log', ''); await wc.fs.writeFile('repo/app/secret', '')
        await wc.fs.mkdir('repo/app/out'); await wc.fs.writeFile('repo/app/out/file', ''); await wc.fs.writeFile('repo/out/file', '')
        await wc.fs.writeFile('repo/app/.gitignore', 'kept.log\\n!a.*\\n'); await wc.fs.mkdir('repo/app/deep'); await wc.fs.writeFile('repo/app/deep/.gitignore', '/own\\n')
        await wc.fs.writeFile('repo/app/deep/own', ''); await wc.fs.mkdir('repo/app/deep/x'); await wc.fs.writeFile('repo/app/deep/x/own', ''); await wc.fs.rm('repo/app/a.log')
        await wc.fs.writeFile('repo/app/a.txt', ''); await wc.fs.writeFile('repo/app/last', '')
        await end; await stop(); await wc.fs.rm('repo', {recursive: true}); return [...new Set(seen)].sort()""") == [
        'add_dir app/deep',
        'add_dir app/deep/x',
        'add_dir app/out',
        'add_file app/a.txt',
        'add_file app/deep/.gitignore',
        'add_file app/deep/x/own',
        'add_file app/kept.log',
        'add_file app/last',
        'add_file app/out/file',
        'change app/.gitignore',
    ]


def test_watch_paths_compares_when_events_were_lost(page: Embedder) -> None:
    assert (
        page.run("""
        await wc.fs.mkdir('many'); let count = 0
        const all = new Promise((done) => { window.stop = wc.internal.watchPaths({include: ['many/*.txt']}, (events) => {
          for (const event of events) {
            if (event.buffer || event.type.startsWith('remove')) done(JSON.stringify(event))
            if (event.type === 'add_file' && ++count === 9000) done(count) } }) })
        await stop
        await (await wc.spawn('node', ['-e', "for (let k = 0; k < 9000; k++) require('fs').writeFileSync(`many/a-file-with-a-rather-long-name-${k}.txt`, '')"])).exit
        const found = await all; await (await stop)(); await wc.fs.rm('many', {recursive: true}); return found""")
        == 9000
    )


def test_commands_that_speak_to_the_page(page: Embedder) -> None:
    found = page.run("""
        const heard = []
        const ends = [wc.on('xdg-open', (what) => heard.push(what)), wc.on('code', (type, event) => heard.push([type, event.files]))]
        await wc.fs.writeFile('a.txt', ''); await wc.fs.writeFile('odd:3', '')
        const script = 'xdg-open https://example.com/x?y=1; xdg-open a.txt; xdg-open none.txt; echo $?; ' +
          'code a.txt; code -g a.txt:3:7 odd:3 odd:3:4 none.txt:9; code -d a.txt /etc/hosts; code --wait a.txt; echo $?'
        const shell = await wc.spawn('sh', ['-c', script]); const said = await text(shell)
        ends.forEach((end) => end()); return {heard, said}""")
    assert found['heard'] == [
        'https://example.com/x?y=1',
        '/home/shop/a.txt',
        ['open', [{'filepath': '/home/shop/a.txt'}]],
        [
            'open',
            [
                {'filepath': '/home/shop/a.txt', 'line': 3, 'column': 7},
                {'filepath': '/home/shop/odd:3'},
                {'filepath': '/home/shop/odd:3', 'line': 4},
                {'filepath': '/home/shop/none.txt', 'line': 9},
            ],
        ],
        ['diff', [{'filepath': '/home/shop/a.txt'}, {'filepath': '/etc/hosts'}]],
    ]
    assert "xdg-open: file 'none.txt' does not exist\r\n2\r\n" in found['said'] and found['said'].endswith('\r\n1\r\n')


def test_marks_of_jsh_are_chunks_of_their_own(page: Embedder) -> None:
    found = page.run("""
        const shell = await wc.spawn('/bin/jsh', ['--osc'], {terminal: {cols: 80, rows: 15}}), input = shell.input.getWriter()
        const chunks = [], waiting = []
        shell.output.pipeTo(new WritableStream({write(chunk) { chunks.push(chunk); waiting.forEach((look) => look()) }}))
        const count = (code) => chunks.filter((chunk) => chunk.startsWith('\\x1b]654;' + code)).length
        const until = (code, number) => new Promise((done) => { const look = () => count(code) >= number && done(); waiting.push(look); look() })
        await until('interactive', 1)
        for (let k = 1; k <= 20; k++) { await input.write('\\x03'); await until('prompt', k); await input.write(`printf 'x%.0s' 1 2 3; (exit ${k})\\n`); await until('exit', k) }
        const own = chunks.every((chunk) => !chunk.includes('\\x1b]654;') || /^\\x1b\\]654;[^\\x07]+\\x07$/.test(chunk))
        await input.write('exit 5\\n')
        return {own, codes: chunks.filter((chunk) => chunk.includes('exit=')).map((chunk) => chunk.slice(6, -1)), code: await shell.exit, all: chunks.join('')}""")
    assert found['own'] and found['codes'] == [f'exit={k}:{k}' for k in range(1, 21)] and found['code'] == 5
    assert '~/shop' in found['all'] and '❯' in found['all'] and 'xxx' in found['all']


def test_a_zip_is_one_that_other_tools_read(page: Embedder) -> None:
    """Packed by the engine: texts are deflated, data that doesn't shrink is stored, a link has its target, an empty
    folder its name."""
    packed = page.run("""
        await wc.mount({zipped: {directory: {
            'größe.txt': {file: {contents: 'line\\n'.repeat(10000)}}, 'one': {file: {contents: 'x'}}, 'none': {file: {contents: ''}},
            'empty': {directory: {}}, 'sub': {directory: {'to': {file: {symlink: '../one'}}}}}}})
        const data = await wc.export('zipped', {format: 'zip'})
        return btoa(Array.from(data, (octet) => String.fromCharCode(octet)).join(''))""")
    with zipfile.ZipFile(io.BytesIO(b64decode(packed))) as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == ['empty/', 'größe.txt', 'none', 'one', 'sub/to']
        assert archive.read('größe.txt') == b'line\n' * 10000 and archive.getinfo('größe.txt').compress_size < 1000
        assert archive.read('one') == b'x' and archive.read('none') == b'' and archive.read('sub/to') == b'../one'
        assert (
            stat.S_ISLNK(archive.getinfo('sub/to').external_attr >> 16)
            and stat.S_IMODE(archive.getinfo('one').external_attr >> 16) == 0o644
        )
        assert abs(datetime.datetime(*archive.getinfo('one').date_time) - datetime.datetime.now()) < datetime.timedelta(
            days=2
        )


def test_bytes_of_another_realm(page: Embedder) -> None:
    assert page.run("""
        const frame = document.createElement('iframe'); document.body.append(frame)
        const theirs = frame.contentWindow
        const bytes = theirs.eval('new Uint8Array([104, 105])')
        const snapshot = await wc.export('.', {format: 'binary', excludes: ['node_modules', 'inner']})
        const copy = theirs.eval('(data) => new Uint8Array(data)')(snapshot)
        await wc.mount(copy, {mountPoint: 'again'}); await wc.mount(copy.buffer, {mountPoint: 'again2'})
        await wc.mount({x: {file: {contents: bytes}}, y: {file: {contents: bytes.buffer}}, z: {file: {contents: new Uint8Array([0, 104, 105]).subarray(1)}}})
        await wc.fs.writeFile('w', bytes)
        const refused = await wc.mount({n: {file: {contents: 5}}}).then(() => 'taken', (e) => e.code)
        const read = []; for (const name of ['x', 'y', 'z', 'w']) read.push(await wc.fs.readFile(name, 'utf8'))
        frame.remove()
        const listed = [await wc.fs.readdir('again'), await wc.fs.readdir('again2')].map((names) => names.includes('a.txt'))
        return [listed, read, refused]""") == [[True, True], ['hi', 'hi', 'hi', 'hi'], 'EINVAL']


def test_auth_is_inert(page: Embedder) -> None:
    assert page.run("""
        const heard = []; const end = auth.on('logged-out', () => heard.push('out')); auth.on('auth-failed', () => heard.push('failed'))
        const status = auth.init({clientId: 'x', scope: ''}); auth.startAuthFlow({popup: true}); await auth.loggedIn(); await auth.logout(); end(); await auth.logout()
        let unknown = ''; try { auth.on('none', () => {}) } catch (error) { unknown = error.message }
        return [status, heard, unknown]""") == [{'status': 'authorized'}, ['out'], "Unsupported event type 'none'."]


def test_entry_points(page: Embedder) -> None:
    assert (
        page.run("""
        const utils = await import('./utils.js'), connect = await import('./connect.js'); connect.setupConnect({editorOrigin: 'https://example.com'})
        return [Object.keys(utils).sort(), Object.keys(connect), utils.isPreviewMessage({type: PreviewMessageType.ConsoleError})]""")
        == [['PreviewMessageType', 'isPreviewMessage', 'reloadPreview'], ['setupConnect'], True]
    )


def test_teardown(page: Embedder) -> None:
    """As @webcontainer/test does: the inner object first."""
    found = page.run("""
        const sleeper = await wc.spawn('sleep', ['100']); const exit = sleeper.exit.then((code) => code, (error) => [error.code, error.message])
        const output = text(sleeper).then(() => 'ended', (error) => error.code)
        await wc._instance.teardown(); wc.teardown()
        const codes = {}
        const tried = {spawn: () => wc.spawn('ls'), readFile: () => wc.fs.readFile('a'), mount: () => wc.mount({}), export: () => wc.export('.'), on: () => wc.on('port', () => {}),
          watch: () => wc.fs.watch('.', () => {}), script: () => wc.setPreviewScript('1'),
          paths: () => wc.internal.watchPaths({}, () => {}), teardown: () => wc.teardown(), sync: () => wc.sync()}
        for (const name of Object.keys(tried)) try { await tried[name](); codes[name] = 'none' } catch (error) { codes[name] = error.code }
        const again = await WebContainer.boot({workdirName: 'next'}); const files = await again.fs.readdir('.'); again.teardown()
        return {exit: await exit, output: await output, codes, files}""")
    assert found['exit'] == ['ETORNDOWN', 'Process aborted'] and found['output'] == 'ended' and found['files'] == []
    assert set(found['codes'].values()) == {'ETORNDOWN'}
