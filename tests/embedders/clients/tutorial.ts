// The steps of the public tutorial: files, processes and their exit codes, a shell on a terminal of a size, watching, export.
import { WebContainer, configureAPIKey, auth, type DirEnt } from '@webcontainer/api'

export async function run() {
  configureAPIKey('any')
  const status = auth.init({ clientId: 'wc', scope: '' }).status
  await auth.loggedIn()
  const container = await WebContainer.boot({ workdirName: 'my-folder' })
  await container.mount({ src: { directory: { 'main.js': { file: { contents: 'console.log(1)' } }, 'binary.bin': { file: { contents: new Uint8Array([0, 255, 1]) } } } } })
  await container.mount({ 'nested.txt': { file: { contents: 'x' } }, link: { file: { symlink: 'nested.txt' } } }, { mountPoint: 'src' })
  const entries: DirEnt<string>[] = await container.fs.readdir('/src', { withFileTypes: true })
  const names = entries.filter((entry) => entry.isFile()).map((entry) => entry.name).sort()
  await container.fs.mkdir('a/b/c', { recursive: true })
  await container.fs.writeFile('/a/b/c/t.txt', 'Größe')
  const latin: string = await container.fs.readFile('a/b/c/t.txt', 'utf-8')
  const bytes: Uint8Array = await container.fs.readFile('/src/binary.bin')
  const missing = await container.spawn('node', ['nowhere.js'])
  const failed = await missing.exit
  const changes: string[] = []
  const watcher = container.fs.watch('/src', { recursive: true }, (event, name) => { changes.push(`${event} ${name}`) })
  await container.fs.writeFile('/src/new.js', '')
  const shell = await container.spawn('jsh', { terminal: { cols: 60, rows: 10 } })
  let screen = ''
  shell.output.pipeTo(new WritableStream({ write(data) { screen += data } }))
  const input = shell.input.getWriter()
  const until = (text: string) => new Promise<void>((done) => { const look = () => (screen.includes(text) ? done() : void setTimeout(look, 20)); look() })
  await until('❯')
  shell.resize({ cols: 111, rows: 33 })
  await input.write('node -p "process.stdout.columns + String(process.stdout.rows)"\n')
  await until('11133')
  await input.write('node src/main.js && echo done-$?\n')
  await until('done-0')
  watcher.close()
  const tree = await container.export('src', { excludes: ['*.bin'] })
  const zip: Uint8Array = await container.export('.', { format: 'zip' })
  await container.fs.rename('/src/new.js', '/src/old.js')
  await container.fs.rm('/a', { recursive: true })
  const left = await container.fs.readdir('/')
  container.teardown()
  return { status, workdir: container.workdir, names, latin, bytes: [...bytes], failed, changes, tree: Object.keys(tree).sort(), zip: [zip[0], zip[1]], left: left.sort() }
}
