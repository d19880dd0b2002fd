// As vslite: a start file for the shell, aliases typed into it, a tree of folders, files that others write.
import { WebContainer, type FileSystemAPI } from '@webcontainer/api'

async function tree(fs: FileSystemAPI, path: string, found: string[] = []) {
  for (const item of await fs.readdir(path, { withFileTypes: true })) {
    found.push(`${path}/${item.name}`)
    if (item.isDirectory()) await tree(fs, `${path}/${item.name}`, found)
  }
  return found
}

export async function run() {
  const shell = await WebContainer.boot({ workdirName: 'vslite' })
  await shell.mount({ '.jshrc': { file: { contents: "export GREETING=hello\nalias greet='echo $GREETING from the start file'\n" } } })
  await (await shell.spawn('mv', ['.jshrc', '/home/.jshrc'])).exit
  const watch = await shell.spawn('node', ['-e', "require('fs').watch('.', {recursive: true}, (e, name) => console.log(e + ':' + name)); console.log('Watching')"])
  let watched = ''
  watch.output.pipeTo(new WritableStream({ write(data) { watched += data } }))
  const jsh = await shell.spawn('jsh', { terminal: { cols: 80, rows: 24 } })
  const init = jsh.output.getReader(), input = jsh.input.getWriter()
  await init.read()
  await input.write("alias hi='echo typed alias'\n\r")
  await input.write("export SECRET='s3'\n\r")
  init.releaseLock()
  let screen = ''
  jsh.output.pipeTo(new WritableStream({ write(data) { screen += data } }))
  const until = async (test: () => boolean) => { while (!test()) await new Promise((go) => setTimeout(go, 20)) }
  await until(() => watched.includes('Watching'))
  await input.write('hi; greet; echo $SECRET; mkdir -p deep/er; echo 1 > deep/er/file\n\r')
  await until(() => screen.includes('\ntyped alias') || screen.includes('ltyped alias'))
  await until(() => watched.includes('deep'))
  await shell.fs.writeFile('synced.txt', 'from elsewhere', 'utf-8')
  await input.write('cat synced.txt; exit 7\n\r')
  const code = await jsh.exit
  const found = await tree(shell.fs, '.')
  shell.teardown()
  return { code, found: found.sort(), greeted: screen.includes('hello from the start file'), secret: /[l\n]s3\r/.test(screen), synced: screen.includes('from elsewhere') }
}
