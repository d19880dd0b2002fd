// As bolt.diy: files come by watchPaths, commands run in one shell whose marks say when they end, a script inspects previews, errors are heard.
import { WebContainer, type WebContainerProcess } from '@webcontainer/api'

const WORK_DIR = '/home/project'
type FileEvent = { type: string; path: string; buffer?: Uint8Array }
type WithInternal = { internal: { watchPaths(options: object, callback: (events: FileEvent[]) => void): unknown } }

class Shell {
  reader!: ReadableStreamDefaultReader<string>
  writer!: WritableStreamDefaultWriter<string>
  process!: WebContainerProcess
  screen = ''
  running?: Promise<{ output: string; exitCode: number }>
  async init(container: WebContainer) {
    this.process = await container.spawn('/bin/jsh', ['--osc'], { terminal: { cols: 80, rows: 15 } })
    this.writer = this.process.input.getWriter()
    const [forTerminal, forCommands] = this.process.output.tee()
    forTerminal.pipeTo(new WritableStream({ write: (data) => { this.screen += data } }))
    this.reader = forCommands.getReader()
    await this.until('interactive')
  }
  async until(wanted: string) {
    let output = '', exitCode = 0
    for (;;) {
      const { value, done } = await this.reader.read()
      if (done) break
      output += value
      const [, osc, , , code] = (value || '').match(/\x1b\]654;([^\x07=]+)=?((-?\d+):(\d+))?\x07/) || []
      if (osc === 'exit') exitCode = parseInt(code, 10)
      if (osc === wanted) break
    }
    return { output, exitCode }
  }
  async execute(command: string) {
    // as there: two may read at once, in turns
    this.writer.write('\x03')
    await this.until('prompt')
    await this.running
    this.writer.write(command.trim() + '\n')
    return this.running = this.until('exit')
  }
}

class Actions {
  constructor(private container: WebContainer, private shell: Shell) {}
  async file(path: string, content: string) {
    const folder = path.split('/').slice(0, -1).join('/')
    if (folder !== '') await this.container.fs.mkdir(folder, { recursive: true })
    await this.container.fs.writeFile(path, content)
  }
  run(command: string) { return this.shell.execute(command) }
}

export async function run(registry: string) {
  const container = await WebContainer.boot({ coep: 'credentialless', workdirName: 'project', forwardPreviewErrors: true })
  await container.setPreviewScript('window.inspected = true;\n// a script of some lines\nparent.postMessage({ type: "INSPECTOR_READY" }, "*")\n')
  const files: Record<string, string | undefined> = {}
  ;(container as unknown as WithInternal).internal.watchPaths({ include: [`${WORK_DIR}/**`], exclude: ['**/node_modules', '.git'], includeContent: true }, (events) => {
    for (const { type, path, buffer } of events) {
      if (type === 'add_file' || type === 'change') files[path] = buffer ? new TextDecoder('utf8', { fatal: true }).decode(buffer) : ''
      else if (type === 'remove_file') delete files[path]
    }
  })
  const shell = new Shell()
  await shell.init(container)
  const actions = new Actions(container, shell), codes: number[] = []
  await actions.file('package.json', JSON.stringify({ name: 'app', dependencies: { ms: '2.1.3' }, scripts: { dev: 'node src/server.js' } }))
  await actions.file('.npmrc', `registry=${registry}\n`)
  await actions.file('src/server.js', `require('http').createServer((q, s) => s.setHeader('content-type', 'text/html').end('<!doctype html><p>built</p><script>setTimeout(() => missing())</script>')).listen(3222)`)
  codes.push((await actions.run('npm install')).exitCode, (await actions.run('false')).exitCode, (await actions.run('echo generated > src/made.txt')).exitCode)
  const missing = await actions.run('no-such-command')
  codes.push(missing.exitCode)
  const messages: string[] = []
  container.on('preview-message', (message) => { messages.push(message.type) })
  const inspector = new Promise<string>((done) => addEventListener('message', (event) => { if (event.data?.type === 'INSPECTOR_READY') done('ready') }))
  const ready = new Promise<string>((done) => container.on('server-ready', (port, url) => done(url)))
  shell.execute('npm run dev')
  const frame = document.createElement('iframe')
  frame.src = await ready
  document.body.append(frame)
  const inspected = await inspector
  const until = async (test: () => boolean) => { while (!test()) await new Promise((go) => setTimeout(go, 20)) }
  await until(() => messages.length > 0 && files[`${WORK_DIR}/src/made.txt`] === 'generated\n')
  // the next command ends the server first
  codes.push((await actions.run('echo after-$((1+1))')).exitCode)
  await until(() => shell.screen.includes('after-2'))
  const known = Object.keys(files).sort()
  container.teardown()
  return { codes, inspected, messages, known, missing: missing.output.includes('command not found'), workdir: container.workdir }
}
