// Copies the machine's files into a folder that is served, and removes files of an older version that no longer exist.
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'

export const DIST = fileURLToPath(new URL('./dist/', import.meta.url))
const LIST = '.terrarium-files'

// `preview/` belongs on another host: that of the previews' own origins
export async function namesOfFiles() {
  const entries = await readdir(DIST, { withFileTypes: true })
  return entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.map')).map((entry) => entry.name)
}

export async function copyFiles(folder) {
  const names = await namesOfFiles()
  const before = await readFile(join(folder, LIST), 'utf8').catch(() => '')
  for (const name of before.split('\n')) {
    if (name !== '' && !name.includes('/') && !names.includes(name)) await rm(join(folder, name), { force: true })
  }
  for (const name of names) await cp(join(DIST, name), join(folder, name))
  await writeFile(join(folder, LIST), names.join('\n') + '\n')
  return names
}
