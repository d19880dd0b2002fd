// File URLs: with a host, with drive letters, relative ones, their setters, and from paths.
const { fileURLToPath, pathToFileURL } = require('url')
const fs = require('fs')

const show = (url) => [url.href, url.protocol, url.host, url.hostname, url.port, url.pathname, url.search, url.hash, url.origin].join(' | ')
const attempt = (name, f) => {
  try { console.log(name, '->', f()) } catch (error) { console.log(name, '!!', error.code, error.message.split('\n')[0]) }
}

const texts = ['file://hostname/a/b', 'file://HOST.Example/a', 'file:///a/b', 'file://localhost/x', 'file://LOCALHOST/x', 'file:/a/b', 'file:a/b', 'file:', 'file://', 'file:///',
  'file://host', 'file://host?q', 'file://host#h', 'file:\\\\host\\share\\x', 'FILE://h/../../a/./b', '  file://h/a b?c d#e f  ', 'fi\nle://h\t/a', 'file://h:80/a', 'file://u@h/a',
  'file://127.1/a', 'file://0x7f000001/a', 'file://[::1]/a', 'file://[::0:1]/a', 'file://[::1/a', 'file://b\u00fccher.example/\u00e4', 'file://a%41b/c', 'file://a b/c', 'file://a<b/c',
  'file://C:/x', 'file://C|/x', 'file:///C|/x', 'file://h/C|/x', 'file:///C:/../x', 'file://h/C:/../..', 'file:////a/b', 'file://///a', 'file://h//a//b', 'file://%/a', 'file://h/%zz?%zz',
  'file://h/a?b?c#d#e', 'file://h/..', 'file://h/.', 'file://xn--bcher-kva.example/']
for (const text of texts) attempt(JSON.stringify(text), () => show(new URL(text)))

const bases = ['file://h/a/b?q#f', 'file:///a/b', 'http://host/x/y', 'file://h']
const relatives = ['', 'c', '/c', '//k/c', '\\\\k\\c', '../c', '?x', '#x', 'file:c', 'file:/c', 'file://m/c', 'http:z', 'mailto:x', '/C|/d', 'C|/d', '///c', './/c']
for (const base of bases) for (const relative of relatives) if (!(relative.includes('|') && base.startsWith('http'))) attempt(`${relative} on ${base}`, () => show(new URL(relative, base)))

for (const start of ['file://h/a/b?q#f', 'file:///a/b']) {
  for (const [field, values] of Object.entries({ host: ['k', 'localhost', '', 'k:80', 'a b', '[::1]'], hostname: ['k', 'k:80', '', 'x/y'], port: ['80', ''], username: ['u'], password: ['p'],
    pathname: ['/x/../y', 'z', '//w', ''], search: ['?s', '', 's t'], hash: ['#h', ''], protocol: ['http', 'foo'], href: ['file://n/o', 'http://p/q'] })) {
    for (const value of values) {
      attempt(`${start} ${field} = ${value}`, () => {
        const url = new URL(start)
        url[field] = value
        return show(url)
      })
    }
  }
}

for (const path of ['/a/b', '/', '/a/', '/a b', '/a%b', '/a?b#c', '/a\\b', '/\u00e4/\u{1f600}', '/a/../b/./c', '/.hidden/..x/...', '/a//b', '//a/b', '/a~b_c-d.e@f+g!h$i&j\'k(l)m*n,o;p=q:r', '/a[b]',
  '/a{b}|c^d`e"f<g>', '/C:/x', '/a\nb\tc\rd', '/node_modules/@scope/name/index.js', '/a/..', '/a/.', '/..']) attempt(`path ${JSON.stringify(path)}`, () => show(pathToFileURL(path)))

for (const text of ['file://hostname/a/b', 'file:///a%2fb', 'file:///a%20b', 'file://localhost/x', 'http://x/y']) {
  attempt(`to path ${text}`, () => fileURLToPath(text))
  attempt(`read ${text}`, () => fs.readFileSync(new URL(text)))
}
for (const text of ['file://h/a', 'file://a b/']) console.log(URL.canParse(text), URL.parse(text)?.href)
console.log(require('url').format(new URL('file://b\u00fccher.example/a?b#c'), { fragment: false, search: false, unicode: true }))
for (const around of [['file:///a', 'b'], ['file:///a?a', 'b'], ['file:///a#a', 'b']]) {
  for (let code = 1; code < 128; code++) attempt(`${around[0]} ${code}`, () => new URL(around[0] + String.fromCharCode(code) + around[1]).href)
}
for (let code = 1; code < 128; code++) attempt(`path ${code}`, () => pathToFileURL(`/a${String.fromCharCode(code)}b`).href)
for (const [text, base] of [['C|', 'file:///C:/a/b'], ['/', 'file:///C:/a/b'], ['..', 'file:///C:/a/b'], ['../..', 'file:///C:/a'], ['//', 'file:///C:/a'], ['file:', 'file://h/a?q#f'],
  ['file:?r', 'file://h/a?q#f'], ['c/', 'file://h/C:/x'], ['/y', 'file://h/C:/x'], ['..', 'file://h/C:/x/y'], ['C:', 'file://h/D:/x'], ['C', 'file:///a'], ['file:C:', 'file://h/a/b']]) {
  attempt(`${text} on ${base}`, () => new URL(text, base).href)
}
const url = new URL('http://a/b')
for (const [field, value] of [['protocol', 'file'], ['hostname', 'x/y'], ['hostname', 'b?c'], ['hash', '#'], ['search', '?'], ['pathname', '\\\\a\\..\\b?c#d'], ['search', 'a\tb'], ['protocol', 'https:']]) {
  url[field] = value
  console.log(field, value, url.href)
}
