// node --experimental-config-file: which options a file may contain, and the errors for others.
const { spawnSync } = require('child_process');
const fs = require('fs');
fs.writeFileSync('pre.js', 'console.log("pre")');

function run(text, ...args) {
  fs.writeFileSync('c.json', text);
  const done = spawnSync(process.execPath, ['--no-warnings', '--experimental-config-file=c.json', ...args, '-p',
                                            'JSON.stringify([process.title.slice(-4), process.noDeprecation, http.maxHeaderSize, Error.stackTraceLimit])'],
                         { encoding: 'utf8' });
  console.log(text, args.join(), done.status, done.stdout, done.stderr.replaceAll(process.execPath, 'node'));
}

const options = [
  {}, { title: 'zz' }, { title: 5 }, { title: null }, { title: '' }, { 'no-deprecation': true }, { deprecation: false }, { 'max-http-header-size': 10 },
  { 'max-http-header-size': '10' }, { 'max-http-header-size': -1 }, { 'max-http-header-size': 1.5 }, { import: ['./pre.js', './pre.js'] },
  { import: './pre.js' }, { import: [5] }, { foo: 1 }, { eval: '1' }, { test: true }, { 'expose-gc': true },
  { 'experimental-config-file': 'x' }, { 'env-file': 'x' }, { watch: true }, { 'inspect-port': '127.0.0.1:80' }, { warnings: 'x' },
  { 'unhandled-rejections': 'zz' }, [],
];
for (const nodeOptions of options) run(JSON.stringify({ nodeOptions }));
for (const text of ['[]', '{', '', '{"foo": {}}', '{"$schema": "x", "nodeOptions": {"title": "a"}}', '{"testRunner": {}}', '{"test": {"test-isolation": "none"}}',
                    '{"test": {"foo": 1}}', '{"watch": {"watch-preserve-output": true}}', '5']) run(text);
run('{"nodeOptions": {"title": "cfg"}}', '--title=cli');
process.env.NODE_OPTIONS = '--title=envv';
run('{"nodeOptions": {"title": "cfg"}}');
fs.writeFileSync('node.config.json', '{"nodeOptions": {"title": "dflt"}}');
delete process.env.NODE_OPTIONS;
for (const option of ['--experimental-default-config-file', '--experimental-config-file', '--experimental-config-file=none.json'])
  console.log(option, spawnSync(process.execPath, ['--no-warnings', option, '-p', 'process.title'], { encoding: 'utf8' }).stdout);
