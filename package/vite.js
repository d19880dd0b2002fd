// A Vite plugin: serves the machine's files in development, copies them into the build, and sets their URL in the module.
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { extname, join } from 'node:path'
import { DIST, namesOfFiles } from './copy.js'

const NAME = 'terrarium-machine'
const ASSETS_MODULE = fileURLToPath(new URL('./assets.js', import.meta.url))
const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html', '.svg': 'image/svg+xml', '.txt': 'text/plain', '.webmanifest': 'application/manifest+json' }

export function terrarium({ folder = 'terrarium', coep = 'require-corp', alias = true } = {}) {
  const inside = folder.replace(/^\/+|\/+$/g, '') + '/'
  const headers = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': coep, 'Cross-Origin-Resource-Policy': 'cross-origin' }
  let url = '/' + inside
  let address = url

// Vite's own middlewares would answer a request for a worker's script with a module of their own
  async function answer(request, response, next) {
    const path = decodeURIComponent((request.originalUrl || request.url).split(/[?#]/)[0])
    const name = path.startsWith(url) ? path.slice(url.length) || 'index.html' : ''
    if (name === '' || name.includes('/') || name.includes('\\') || name.startsWith('.')) return next()
    const found = await stat(join(DIST, name)).catch(() => null)
    if (!found || !found.isFile()) return next()
    response.writeHead(200, { ...headers, 'Content-Type': TYPES[extname(name)] || 'application/octet-stream', 'Content-Length': found.size, 'Cache-Control': 'no-cache' })
    if (request.method === 'HEAD') return response.end()
    createReadStream(join(DIST, name)).pipe(response)
  }

  return {
    name: NAME,
    enforce: 'pre',
    config() {
      return {
// a prebundled copy of this module would not know the files' URL
        optimizeDeps: { exclude: [NAME, ...(alias ? ['@webcontainer/api'] : [])] },
        server: { headers },
        preview: { headers },
        resolve: alias ? { alias: [{ find: /^@webcontainer\/api(?=$|\/)/, replacement: NAME }] } : {},
      }
    },
    configResolved(config) {
      url = config.base.startsWith('/') ? config.base + inside : '/' + inside
// with a relative base (`./`) the URL of the files is relative to the page
      address = config.base.startsWith('/') || config.command === 'serve' ? url : inside
    },
    load(id) {
      if (id.split('?')[0] !== ASSETS_MODULE) return null
      return `export const assets = ${JSON.stringify(address)}\n`
    },
    configureServer(server) {
      server.middlewares.use(answer)
    },
    async generateBundle(options) {
      if (options.ssr) return
      for (const name of await namesOfFiles()) {
        this.emitFile({ type: 'asset', fileName: inside + name, source: await readFile(join(DIST, name)) })
      }
    },
  }
}

export default terrarium
