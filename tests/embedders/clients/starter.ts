// As the API's starter: an editor, a preview, the output of npm, a server that starts again when its file changes.
import { WebContainer, type FileSystemTree } from '@webcontainer/api'

const files = (registry: string): FileSystemTree => ({
  'index.js': { file: { contents: "import { greeting } from './text.js'\nimport http from 'node:http'\nimport ms from 'ms'\nhttp.createServer((q, s) => s.end(`<h1>${greeting} ${ms('2 days')}</h1>`)).listen(3111)\n" } },
  'text.js': { file: { contents: "export const greeting = 'first'\n" } },
  'package.json': { file: { contents: JSON.stringify({ name: 'app', type: 'module', dependencies: { ms: '2.1.3' }, scripts: { start: 'node --watch index.js' } }) } },
  '.npmrc': { file: { contents: `registry=${registry}\n` } },
})

export async function run(registry: string) {
  const iframe = document.querySelector('iframe')!, editor = document.querySelector('textarea')!
  const instance = await WebContainer.boot()
  await instance.mount(files(registry))
  let installed = ''
  const install = await instance.spawn('npm', ['install'])
  install.output.pipeTo(new WritableStream({ write(data) { installed += data } }))
  const code = await install.exit
  const server = await instance.spawn('npm', ['run', 'start'])
  server.output.pipeTo(new WritableStream({ write() {} }))
  const seen: string[] = []
  const shown = (text: string) => new Promise<void>((done) => {
    const look = () => { if (iframe.contentDocument?.body?.textContent?.includes(text)) { seen.push(text); done() } else setTimeout(look, 50) }
    look()
  })
  instance.on('server-ready', (port, url) => { iframe.src = url })
  await shown('first 172800000')
  editor.oninput = () => instance.fs.writeFile('/text.js', editor.value)
  editor.value = "export const greeting = 'second'\n"
  editor.dispatchEvent(new Event('input'))
  await shown('second 172800000')
  server.kill()
  instance.teardown()
  return { code, installed: installed.includes('added 1 package'), seen }
}
