// As TutorialKit: previews by port and path, an output panel for commands, a terminal in which little is allowed, lessons that change files.
import { WebContainer, reloadPreview, type WebContainerProcess } from '@webcontainer/api'

class Preview {
  baseUrl?: string
  ready = false
  constructor(public port: number, public pathname: string, public frame: HTMLIFrameElement) {}
  update(type: 'open' | 'close', url: string) {
    this.ready = type === 'open'
    this.baseUrl = url
    if (this.ready) this.frame.src = new URL(this.pathname, url).toString()
  }
}

const until = async (test: () => boolean) => { while (!test()) await new Promise((go) => setTimeout(go, 20)) }
const lesson = (word: string) => ({ 'server.js': { file: { contents: `const serve = (port, page) => require('http').createServer((q, s) => s.setHeader('content-type', 'text/html').end('<title>${word} ' + port + q.url + '</title>' + page)).listen(port)
serve(5173, 'app'); serve(4001, 'docs')` } } })

export async function run() {
  const container = await WebContainer.boot({ workdirName: 'tutorial' })
  const previews = [[5173, '/about?tab=1'], [4001, '/deep/page']].map(([port, path]) => {
    const frame = document.createElement('iframe'); document.body.append(frame)
    return new Preview(port as number, path as string, frame)
  })
  container.on('port', (port, type, url) => previews.filter((preview) => preview.port === port).forEach((preview) => preview.update(type, url)))
  await container.mount(lesson('one'))
  let panel = '', current: WebContainerProcess | undefined
  const command = async (shellCommand: string) => {
    current = await container.spawn('jsh', ['-c', shellCommand], { terminal: { cols: 80, rows: 15 } })
    current.output.pipeTo(new WritableStream({ write(data) { panel += data } }))
    return current
  }
  const steps = [await (await command('echo preparing && mkdir -p out')).exit, await (await command('exit 3')).exit]
  let main = await command('node server.js')
  const titles = () => previews.map((preview) => preview.frame.contentDocument?.title)
  await until(() => titles().join() === 'one 5173/about?tab=1,one 4001/deep/page')
  const first = titles()
  const restricted = await container.spawn('jsh', ['--osc', '--no-redirects', '--allow-commands', 'ls,echo'], { terminal: { cols: 80, rows: 15 } })
  let screen = '', interactive = false
  const input = restricted.input.getWriter()
  restricted.output.pipeTo(new WritableStream({ write(data) {
    const [, osc] = data.match(/\x1b\]654;([^\x07]+)\x07/) || []
    if (osc === 'interactive') interactive = true
    screen += data
  } }))
  await until(() => interactive)
  for (const typed of ['rm server.js\n', 'echo x > stolen\n', 'ls\n']) await input.write(typed)
  await until(() => screen.includes('server.js\r\n') && screen.includes('cannot redirect'))
  main.kill()
  await main.exit
  await until(() => previews.every((preview) => !preview.ready))
  await container.mount(lesson('two'))
  main = await command('node server.js')
  await until(() => titles().join() === 'two 5173/about?tab=1,two 4001/deep/page')
  await reloadPreview(previews[0].frame)
  await until(() => previews[0].frame.contentDocument?.readyState === 'complete')
  const stolen = await container.fs.readFile('stolen', 'utf8').then(() => true, () => false)
  const exit = main.exit.then(() => 'ended', () => 'rejected')
  container.teardown()
  return { steps, panel: panel.includes('preparing'), first, second: titles(), refused: screen.includes('rm: restricted'), stolen, exit: await exit }
}
