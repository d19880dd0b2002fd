// What C++ tells of hosts, Windows paths, kinds of objects and call sites.
const url = require('node:url')
const util = require('node:util')
const log = console.log

for (const domain of ['a b', '1.2.3', 'x:80', 'a/b', 'a?b', 'a#b', 'a\\b', '5', '0x7f.1', 'u@h', '[::1]', '[::1]:8', '[::g]', ' a', 'a ', 'a\tb', '', '/a', ':80', '%41', 'a%',
  'EXAMPLE', 'ü.de', 'a..b', '256.1.1.1', '999', '1.2.3.4.5', 'xn--zckzah', 'faß.de', 'a|b', 'a<b', '\x7f']) {
  log(JSON.stringify(domain), url.domainToASCII(domain), url.domainToUnicode(domain))
}
for (const path of ['C:\\a b', 'C:\\a#?%é^|~[]"<>`{}', 'C:/x', '\\\\srv\\share\\x y', '\\\\?\\C:\\x', '\\\\?\\UNC\\srv\\sh\\x', '\\\\ü.de\\x', 'C:\\a\\..\\b\\', '\\x', '\\\\srv\\x%2fy', '\\\\1.2.3\\x', '\\\\a b\\x']) {
  try {
    log(path, url.pathToFileURL(path, { windows: true }).href)
  } catch (error) {
    log(path, error.code, error.message, error.input, error.base)
  }
}
log(Object.create(Object.create(null)), Object.setPrototypeOf(() => {}, Object.create(null)))

const inner = () => util.getCallSites(3)
const shown = sites => sites.map(site => [Object.getPrototypeOf(site), Object.keys(site).join(), site.functionName, site.lineNumber, site.columnNumber])
log(shown([1].map(() => inner())[0]), shown([2, 1].toSorted(() => (globalThis.found = util.getCallSites(2), 0)) && found))
const [here] = util.getCallSites(1)
log(here.scriptId === inner()[0].scriptId, here.scriptId !== eval('util.getCallSites(1)')[0].scriptId)
