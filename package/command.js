#!/usr/bin/env node
// terrarium-machine copy FOLDER
import { copyFiles } from './copy.js'

const [verb, folder, ...more] = process.argv.slice(2)
if (verb === 'copy' && folder && more.length === 0) {
  const names = await copyFiles(folder)
  console.log(`${names.length} files in ${folder}`)
} else {
  const asked = verb === '--help' || verb === 'help'
  console[asked ? 'log' : 'error'](`Usage: terrarium-machine copy FOLDER
Copies the machine's files into a folder that your host serves, for example public/terrarium.
Set their URL with WebContainer.boot({assets: '/terrarium/'}), which is the default.`)
  process.exitCode = asked ? 0 : 1
}
