// The worker of one process of a machine in native Node (native_machine.mjs): gives process.js the globals of a browser's worker that it reads,
// and runs it. Written in JavaScript because it must build the global object on which the transpiled runtime starts.
import fs from 'node:fs'
import path from 'node:path'
import vm from 'node:vm'
import { parentPort, workerData } from 'node:worker_threads'

const { dist, cached } = workerData
const realProcess = globalThis.process
const RealMessageEvent = MessageEvent
const RealBlob = Blob
const textsOfBlobs = new WeakMap()
const textsOfUrls = new Map()
const listeners = { error: [], unhandledrejection: [], rejectionhandled: [] }
let onMessage = () => {}

// importScripts must read a blob: URL at once, which native Node can't.
class BlobWithText extends RealBlob {
  constructor(parts, options) {
    super(parts, options)
    if (parts?.every((part) => typeof part === 'string')) textsOfBlobs.set(this, parts.join(''))
  }
}
Object.defineProperty(BlobWithText, 'name', { value: 'Blob' })
globalThis.Blob = BlobWithText
const createObjectURL = URL.createObjectURL.bind(URL)
URL.createObjectURL = (blob) => {
  const url = createObjectURL(blob)
  if (textsOfBlobs.has(blob)) textsOfUrls.set(url, textsOfBlobs.get(blob))
  return url
}

function runFile(name) {
  const script = new vm.Script(fs.readFileSync(path.join(dist, name), 'utf8'), { filename: `http://x/${name}`, cachedData: cached[name] })
  script.runInThisContext({ displayErrors: false })
}

function importScripts(url) {
  const text = textsOfUrls.get(String(url))
  if (text === undefined) runFile(String(url).replace(/.*\//, '').replace(/\?.*/, ''))
  else new vm.Script(text, { filename: String(url) }).runInThisContext({ displayErrors: false })
}

function addEventListener(type, listener) {
  if (type === 'message') onMessage = listener
  else (listeners[type] ??= []).push(listener)
}

function makeGlobals() {
  const given = {
    self: globalThis, name: 'process', origin: 'http://x', isSecureContext: true, crossOriginIsolated: true, caches: {}, indexedDB: {}, Worker: class Worker {},
    location: { href: 'http://x/process.js', toString() { return this.href } },
    postMessage: (message, transfer) => parentPort.postMessage(message, transfer),
    importScripts, addEventListener, removeEventListener() {}, close() {}
  }
  for (const name in given) Object.defineProperty(globalThis, name, { value: given[name], writable: true, configurable: true })
  // Node's lazy globals become plain values, because their getters need Node's own `process`.
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (Object.getOwnPropertyDescriptor(globalThis, name).get === undefined || name.endsWith('Storage')) continue
    Object.defineProperty(globalThis, name, { value: globalThis[name], writable: true, configurable: true })
  }
  // Reading them made native undici leave its dispatcher here, and the machine's undici would connect outside of the machine by it.
  for (const symbol of Object.getOwnPropertySymbols(globalThis)) {
    if (symbol.description?.startsWith('undici.globalDispatcher')) globalThis[symbol] = undefined
  }
}

function dispatch(type, event) {
  event.preventDefault = () => { event.defaultPrevented = true }
  event.stopImmediatePropagation = () => {}
  for (const listener of listeners[type] ?? []) listener(event)
}

function textOf(error) {
  try {
    return String(error?.message ?? error)
  } catch {
    return '' // an object that can't become a text
  }
}

function reportError(error) {
  const event = { error, message: textOf(error), filename: '', lineno: 0, colno: 0, defaultPrevented: false }
  dispatch('error', event)
  if (!event.defaultPrevented) fs.writeSync(2, `uncaught in a process's worker: ${error?.stack ?? error}\n`)
}

makeGlobals()
globalThis.reportError = reportError
for (const name of ['log', 'warn', 'error']) console[name] = (...values) => fs.writeSync(2, `${values.map((value) => value?.stack ?? value).join(' ')}\n`)
realProcess.on('uncaughtException', reportError)
realProcess.on('unhandledRejection', (reason, promise) => dispatch('unhandledrejection', { type: 'unhandledrejection', promise, reason }))
realProcess.on('rejectionHandled', (promise) => dispatch('rejectionhandled', { type: 'rejectionhandled', promise }))
delete globalThis.process
runFile('process.js')
parentPort.on('message', (data) => onMessage(new RealMessageEvent('message', { data })))
