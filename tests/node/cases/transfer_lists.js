// structuredClone: which values a transfer list takes, and its errors.
'use strict'
const { inspect } = require('node:util')

const transferred = (value) => structuredClone(value, { transfer: [value] })
const TRIES = {
  domException: () => transferred(new DOMException('x')),
  plain: () => transferred({}),
  error: () => transferred(new Error('x')),
  buffer: () => transferred(Buffer.alloc(3)),
  map: () => transferred(new Map()),
  event: () => transferred(new Event('x')),
  function: () => structuredClone(1, { transfer: [() => 1] }),
  primitive: () => structuredClone(1, { transfer: [1] }),
  blob: () => transferred(new Blob(['x'])),
  url: () => transferred(new URL('http://x')),
  key: () => transferred(require('node:crypto').createSecretKey(Buffer.alloc(8))),
  histogram: () => transferred(require('node:perf_hooks').createHistogram()),
  blockList: () => transferred(new (require('node:net').BlockList)()),
  signal: () => transferred(new AbortController().signal),
  stream: () => transferred(new ReadableStream()),
  port: () => transferred(new MessageChannel().port1),
  portNotListed: () => structuredClone(new MessageChannel().port1),
  twice: () => { const buffer = new ArrayBuffer(2); return structuredClone(buffer, { transfer: [buffer, buffer] }) },
  shared: () => transferred(new SharedArrayBuffer(2)),
  noList: () => structuredClone(1, { transfer: 5 }),
  set: () => structuredClone(1, { transfer: new Set([new ArrayBuffer(1)]) })
}
for (const name in TRIES) {
  try {
    console.log(name, inspect(TRIES[name]()).split('\n')[0])
  } catch (error) {
    console.log(name, error.name, error.code, error.message, error instanceof DOMException)
  }
}
