"""The exports of crypto.js and hashes.js, found out by running them: process.js contains the names, numbers and lists,
so that it loads a script only when it is used."""

import json
import subprocess

from toolchain.environment import DIST, node

PROGRAM = """
globalThis.self = globalThis
globalThis.terrarium_host_crypto = globalThis.crypto
globalThis.importScripts = () => {}
for (const script of process.argv.slice(1)) require('vm').runInThisContext(require('fs').readFileSync(script, 'utf8'))
const realm = { carriers: { cloneable () {} }, key_classes: { crypto_keys: [] } }
const hashes = globalThis.terrarium_hashes(realm)
const binding = { ...globalThis.terrarium_crypto(realm, {}), ...hashes }
const numbers = {}
const functions = []
for (const [name, value] of Object.entries(binding)) {
  if (typeof value === 'number') numbers[name] = value
  else if (typeof value === 'function') functions.push(name)
  else throw new Error(`${name} is neither a number nor a function`)
}
const lists = {}
for (const name of ['getCiphers', 'getCurves', 'getHashes']) lists[name] = binding[name]()
console.log(JSON.stringify({ numbers, functions, lists, hashes: Object.keys(hashes) }))
"""


def crypto_outline() -> str:
    """JSON: {numbers: {name: value}, functions: [name], lists: {name of a function: its result}, hashes: [name in
    hashes.js]}."""
    done = subprocess.run(
        [node(), '-e', PROGRAM, str(DIST / 'crypto.js'), str(DIST / 'hashes.js')],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.dumps(json.loads(done.stdout))
