// Loads every dependency of ./package.json by require and by import, and prints what came: a line for each.
'use strict'
const names = Object.keys(require('./package.json').dependencies)

function shape(value) {
  const kind = value === null ? 'null' : typeof value
  return kind === 'object' || kind === 'function' ? `${kind} ${Object.keys(value).sort()}` : kind
}

async function attempt(what, load) {
  try {
    console.log(what, shape(await load()))
  } catch (error) {
    console.log(what, 'failed:', error.code, error.message.split('\n')[0])
  }
}

async function main() {
  for (const name of names) {
    await attempt(`${name} by require:`, () => require(name))
    await attempt(`${name} by import:`, () => import(name))
  }
  process.exit()
}
main()
