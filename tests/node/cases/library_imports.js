// Imports of the library's modules: members that load more when they are first read, and members that a program replaces.
import http, { createServer, WebSocket } from 'node:http'
import * as ns from 'http'
import * as fs from 'fs'
import { webcrypto, subtle } from 'crypto'
import * as cr from 'crypto'
import process, { report } from 'process'
import { syncBuiltinESMExports } from 'module'
import { BlockList } from 'net'
import { promises as tp } from 'timers'
import dns, { promises as dp } from 'dns'
import * as tls from 'tls'
console.log(typeof createServer, WebSocket === globalThis.WebSocket, ns.WebSocket === WebSocket, Object.getOwnPropertyDescriptor(ns, 'MessageEvent').value === globalThis.MessageEvent)
console.log(ns.default === http, Object.keys(ns).join().length, fs.promises === (await import('fs/promises')).default)
console.log(webcrypto === cr.webcrypto, subtle === webcrypto.subtle, report === process.report, typeof BlockList, tp.setTimeout.name, dp === dns.promises)
console.log(tls.rootCertificates === tls.default.rootCertificates, tls.rootCertificates.length > 99, tls.getCiphers().length > 9)
class W {}
Object.defineProperty(http, 'CloseEvent', { value: W, configurable: true, enumerable: true })
console.log(ns.CloseEvent === globalThis.CloseEvent)
syncBuiltinESMExports()
console.log(ns.CloseEvent === W, Object.getOwnPropertyDescriptor(ns, 'CloseEvent').value === W)
delete http.MessageEvent; syncBuiltinESMExports(); console.log(ns.MessageEvent)
http.createServer = 5; console.log(typeof ns.createServer); syncBuiltinESMExports(); console.log(ns.createServer, createServer)
console.log(Object.keys(ns).filter(k => ns[k] === undefined))
