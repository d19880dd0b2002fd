// URL, URLSearchParams, url.parse, paths and file URLs, domains, patterns.
const url = require('url');
const util = require('util');
const say = (name, work) => {
  try {
    const value = work();
    console.log(name, typeof value === 'string' ? JSON.stringify(value) : util.inspect(value, { breakLength: 200 }));
  } catch (error) {
    console.log(name, error.name, error.code, error.message);
  }
};
const parts = (u) => ['href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'hash'].map((key) => u[key]).join(' | ');
const inputs = ['http://a', 'https://u:p@h.com:8080/x/../y?q=1#f', 'http://u@h/', 'http://:p@h/', 'HTTP://EXAMPLE.com:80/%7Efoo/../a b?x y#z z', 'file:///a/b', 'file://host/a', 'data:text/plain,hi there', 'mailto:a@b', 'blob:https://a.com/id',
  'http://[::1]:3000/', 'http://192.168.0.1.:80/', 'http://0x7f.1/', 'http://xn--nxasmq6b/', 'http://münchen.de/ä?ö#ü', 'http://a.b/?', 'http://a.b/#', 'http://a.b/?#', 'javascript:alert(1)', 'web+demo:/.//not-a-host/', 'non-special://h:99/p?q#r', 'ws://x:80', 'wss://x:443/', 'ftp://x:21/a;b', 'node:fs', 'http://a b/', 'http://', '//x', 'http://a:99999', 'http://a%00b', 'about:blank', 'http://ex.com//double//', 'non-special:////p', 'x:', 'http:a', 'https:/a/b', 'http://\u{1f600}.com', 'http://ß.de', 'file:c:\\x', 'file:///C|/x', 'http://a/%zz%41', 'http://user:pa%20ss@h', 'http://a?b#c?d'];
for (const input of inputs) say(input, () => parts(new URL(input)));
for (const [input, base] of [['../x', 'http://a/b/c/d'], ['?q', 'http://a/b#h'], ['#h', 'http://a/b?q'], ['//h2/p', 'https://a/'], ['x', 'mailto:a'], ['', 'http://a/b?c'], ['/abs', 'file:///a/b'], ['http:rel', 'http://a/b/'], ['x', 'nope'], ['../../..', 'non-special://a/b/c']]) say(input + ' of ' + base, () => parts(new URL(input, base)));
say('setters', () => {
  const u = new URL('https://u:p@h.com:8080/x?q#f');
  const out = [];
  for (const [key, value] of [['protocol', 'http'], ['protocol', 'foo'], ['username', 'a b'], ['password', ''], ['host', 'z.org:81'], ['hostname', 'bad host'], ['hostname', 'y.org'], ['port', '80'], ['port', 'x'], ['port', '90abc'], ['pathname', 'no slash?'], ['search', 'a=b c'], ['search', ''], ['hash', 'h h'], ['hash', ''], ['href', 'http://n/']]) {
    u[key] = value;
    out.push(u.href);
  }
  return out;
});
say('href bad', () => { new URL('http://a').href = 'nope'; });
say('components', () => new URL('https://u:p@h.com:8080/x?q#f')[Object.getOwnPropertySymbols(new URL('a:b'))[0]] === undefined);
say('inspect', () => new URL('https://u:p@h.com:8080/x?q#f'));
say('inspect depth', () => util.inspect({ a: { b: { c: new URL('http://x/?a=1') } } }));
say('canParse', () => [URL.canParse('http://a'), URL.canParse('a'), URL.canParse('a', 'http://b')]);
say('parse', () => [URL.parse('http://a')?.href, URL.parse('a')]);
say('json', () => JSON.stringify({ u: new URL('http://a/b') }));
say('params', () => {
  const p = new URLSearchParams('a=1&b=2&a=3&c=%20+%zz&d');
  p.append('é', '&='); p.delete('b'); p.set('a', 'x'); p.sort();
  return [p.toString(), [...p], p.getAll('a'), p.has('c'), p.has('c', 'no'), p.get('nope'), p.size, p];
});
say('params from', () => [new URLSearchParams({ x: '1', y: ['a', 'b'] }), new URLSearchParams([['k', 'v']]), new URLSearchParams(new Map([['m', 'n']])), new URLSearchParams('?lead')].map(String));
say('params bad', () => new URLSearchParams([['only']]));
say('linked', () => { const u = new URL('http://a/?x=1'); u.searchParams.append('y', 'é'); u.search = '?z=2'; return [u.href, [...u.searchParams.keys()]]; });
for (const input of ['http://user:pass@host.com:80/p/a/t/h?query=string#hash', '/path?x=y', 'mailto:a@b.c', '//host/path', 'javascript:x', 'HTTP://X.Y/', 'http://a.b/{c}', 'x:y', '', 'http://[::1]/', 'file:///etc/passwd', 'http://a@b@c/', 'coap:u', 'http://ex.com:']) say('url.parse ' + input, () => ({ ...url.parse(input) }));
say('url.parse query', () => ({ ...url.parse('/?a=1&b=2', true).query }));
say('url.parse bad', () => url.parse('http://a b:x/'));
say('url.parse port', () => url.parse('http://a:abc').href);
say('format', () => [url.format({ protocol: 'http', host: 'h', pathname: 'p', query: { a: 1 }, hash: 'x' }), url.format(new URL('http://u:p@xn--lck1c3crb1723bpq4a.com/a?b#c'), { unicode: true, auth: false, fragment: false, search: false }), url.format(new URL('http://u:p@a/'), { auth: true })]);
say('resolve', () => [url.resolve('/one/two/three', 'four'), url.resolve('http://a.com/', '/b'), url.resolve('http://a.com/b/c', '../d'), url.resolve('http://a.com', '//b')]);
say('domains', () => ['' + url.domainToASCII('español.com'), url.domainToASCII('中文.com'), url.domainToASCII('xn--iñvalid.com'), url.domainToUnicode('xn--espaol-zwa.com'), url.domainToUnicode('xn--fiq228c.com'), url.domainToUnicode('xn--iñvalid.com'), url.domainToUnicode('plain.org'), url.domainToUnicode('xn--nxasmq6b')]);
say('file', () => [url.pathToFileURL('/a b/ä#?%\\.js').href, url.pathToFileURL('rel').pathname.endsWith('/rel'), url.pathToFileURL('/dir/').href, url.fileURLToPath('file:///a%20b/%C3%A4'), url.fileURLToPath(new URL('file:///x'))]);
say('file bad', () => url.fileURLToPath('file://host/a'));
say('file bad2', () => url.fileURLToPath('file:///a%2fb'));
say('file bad3', () => url.fileURLToPath('http://a'));
say('options', () => url.urlToHttpOptions(new URL('http://u:p@[::1]:8/x?y#z')));
say('errors', () => { try { new URL('nope', 'bad'); } catch (error) { return [error instanceof TypeError, error.input, error.base, error.code]; } });
say('errors2', () => { try { new URL('nope'); } catch (error) { return util.inspect(error).split('\n').filter((line) => !line.includes('at ')); } });
say('this', () => Object.getOwnPropertyDescriptor(URL.prototype, 'href').get.call({}));
say('puny', () => [require('node:punycode').toASCII('mañana.com'), require('node:punycode').decode('maana-pta')]);
say('qs', () => [require('querystring').parse('a=1&a=2&b=%F0%9F%98%80&c'), require('querystring').stringify({ a: [1, 2], b: 'é ', c: '' }), require('querystring').escape('a&b '), require('querystring').unescape('%zz%41')]);
say('static', () => [typeof URL.createObjectURL, URL.name, URL.length, String(URLSearchParams.prototype[Symbol.toStringTag]), Object.keys(URL.prototype)]);
const { URLPattern } = globalThis;
say('pattern', () => { const p = new URLPattern({ pathname: '/books/:id(\\d+)' }); return [p.test('http://a/books/12'), p.test('http://a/books/x'), p.exec('http://a/books/12').pathname.groups, p.pathname, p.hostname]; });
