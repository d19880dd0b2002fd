// fs: the synchronous calls, their errors, folders, links, copies, positions.
const fs = require('fs');
const path = require('path');

process.chdir(fs.mkdtempSync(path.join(require('os').tmpdir(), 'fs-')));
const here = process.cwd();
const plain = (text) => String(text).replaceAll(here, '$').replace(/tmp-\w{6}/g, 'tmp-').replace(/-\w{6}'/, "-'");
const show = (name, work) => {
  try {
    console.log(name, plain(JSON.stringify(work())));
  } catch (error) {
    console.log(name, error.name, plain(error.message), plain(JSON.stringify(error)));
  }
};

fs.mkdirSync('d/e', { recursive: true });
fs.writeFileSync('f', 'text');
fs.writeFileSync('d/g', 'gee');
fs.symlinkSync('g', 'd/l');
fs.symlinkSync('loop', 'loop');

show('mkdir -p', () => fs.mkdirSync('a/b/c', { recursive: true }));
show('mkdir -p again', () => fs.mkdirSync('a/b/c', { recursive: true }));
show('mkdir -p absolute', () => fs.mkdirSync(here + '/z/y/', { recursive: true }));
for (const name of ['f/x/y', 'a//../f', 'f', '']) show('mkdir -p over ' + name, () => fs.mkdirSync(name, { recursive: true }));
show('mkdir', () => fs.mkdirSync('d'));
show('mkdir below nothing', () => fs.mkdirSync('n/m'));
show('readdir', () => fs.readdirSync('.'));
show('readdir types', () => fs.readdirSync('d', { withFileTypes: true }).map((entry) => [entry.name, entry.isFile(), entry.isDirectory(), entry.isSymbolicLink()]));
show('readdir recursive', () => fs.readdirSync('d', { recursive: true }));
show('readdir buffers', () => fs.readdirSync('d', 'buffer').map((name) => Buffer.isBuffer(name) && name.toString('hex')));
show('readdir file', () => fs.readdirSync('f'));

for (const name of ['statSync', 'lstatSync', 'readlinkSync', 'unlinkSync', 'rmdirSync', 'openSync', 'readdirSync', 'opendirSync', 'accessSync', 'readFileSync',
  'realpathSync', 'mkdtempSync']) show(name, () => fs[name]('missing/x'));
for (const name of ['fstatSync', 'closeSync', 'fsyncSync', 'fdatasyncSync', 'ftruncateSync']) show(name, () => fs[name](99));
for (const name of ['renameSync', 'linkSync', 'copyFileSync']) show(name, () => fs[name]('missing', 'd'));
for (const name of ['utimesSync', 'lutimesSync', 'chownSync']) show(name, () => fs[name]('missing', 1, 1));
show('futimes', () => fs.futimesSync(99, 1, 1));
show('chmod', () => fs.chmodSync('missing', 0o600));
show('write bad fd', () => fs.writeSync(99, 'x'));
show('write nothing', () => fs.writeSync(99, ''));
show('read bad fd', () => fs.readSync(99, Buffer.alloc(1)));
show('native realpath', () => [fs.realpathSync.native('d/../d/l'), plain(fs.realpathSync('d/l'))]);
show('loop', () => fs.statSync('loop'));
show('no throw', () => [fs.statSync('missing', { throwIfNoEntry: false }), fs.statSync('f/x', { throwIfNoEntry: false }), fs.lstatSync('missing', { throwIfNoEntry: false })]);
show('no throw, file', () => fs.lstatSync('f/x', { throwIfNoEntry: false }));
show('exists', () => ['f', 'd', 'loop', 'missing', 'f/x', ''].map((name) => fs.existsSync(name)));
show('symlink over', () => fs.symlinkSync('x', 'f'));
show('readlink', () => [fs.readlinkSync('d/l'), fs.readlinkSync('d/l', 'base64'), Buffer.isBuffer(fs.readlinkSync('d/l', 'buffer'))]);
show('readFile folder', () => fs.readFileSync('d'));
show('readFile folder utf8', () => fs.readFileSync('d', 'utf8'));
show('writeFile folder', () => fs.writeFileSync('d', 'x'));
show('Buffer path', () => fs.readFileSync(Buffer.from('f'), 'utf8') + fs.statSync(Buffer.from('f')).size);
show('URL path', () => fs.readFileSync(new URL('file://' + here + '/f'), 'latin1'));

show('stat', () => {
  const stat = fs.statSync('f');
  const big = fs.statSync('f', { bigint: true });
  return [stat.isFile(), stat.size, stat.mode.toString(8), stat.nlink, typeof big.size, Number(big.size), String(big.mtimeNs).length > 15, stat.mtime instanceof Date];
});
show('utimes', () => {
  fs.utimesSync('f', 1000, 2000.5);
  const stat = fs.statSync('f');
  return [stat.atimeMs, stat.mtimeMs, stat.mtime.toISOString()];
});
show('chmod f', () => { fs.chmodSync('f', 0o640); return fs.statSync('f').mode.toString(8); });
show('access', () => fs.accessSync('f', fs.constants.R_OK | fs.constants.W_OK));
show('statfs', () => Object.keys(fs.statfsSync('/')));
show('statfs big', () => typeof fs.statfsSync('/', { bigint: true }).bsize);
show('mkdtemp', () => fs.mkdtempSync('tmp-'));

show('positions', () => {
  const fd = fs.openSync('p', 'w+');
  const out = [fs.writeSync(fd, 'hello world'), fs.writeSync(fd, 'HE', 0), fs.writeSync(fd, '!'), fs.writeSync(fd, Buffer.from('xyz'), 1, 1, 4)];
  const buffer = Buffer.alloc(20);
  out.push(fs.readSync(fd, buffer, 2, 5, 0), buffer.toString('latin1', 2, 7), fs.readSync(fd, buffer), fs.readSync(fd, buffer, { position: 10n }));
  out.push(fs.writevSync(fd, [Buffer.from('ab'), new Uint16Array([0x6463])], 0), fs.readvSync(fd, [buffer.subarray(0, 3), buffer.subarray(3, 6)], 0));
  out.push(buffer.toString('latin1', 0, 6), fs.writeSync(fd, 'C3A9', 20, 'hex'));
  fs.ftruncateSync(fd, 22);
  fs.fsyncSync(fd);
  fs.closeSync(fd);
  return [...out, fs.readFileSync('p').toString('hex')];
});
show('append', () => { fs.appendFileSync('p2', 'a'); fs.appendFileSync('p2', Buffer.from('b')); fs.appendFileSync('p2', 'é'); return fs.readFileSync('p2', 'utf8'); });
show('by fd', () => {
  const fd = fs.openSync('p2', 'r+');
  const out = [fs.readFileSync(fd, 'utf8'), fs.readFileSync(fd, 'utf8')];
  fs.writeFileSync(fd, 'tail');
  fs.closeSync(fd);
  return [...out, fs.readFileSync('p2', 'utf8')];
});
show('exclusive', () => fs.writeFileSync('p2', '', { flag: 'wx' }));
show('large', () => { fs.writeFileSync('big', 'x'.repeat(300001)); return fs.readFileSync('big').length + fs.readFileSync('big', 'utf8').length; });
show('truncate', () => { fs.truncateSync('big', 5); return fs.readFileSync('big', 'utf8'); });
show('BOM', () => { fs.writeFileSync('bom', '\ufeffx'); return fs.readFileSync('bom', 'utf8').length; });
show('/dev/null', () => [fs.readFileSync('/dev/null', 'utf8'), fs.writeFileSync('/dev/null', 'x')]);
show('rename', () => { fs.renameSync('bom', 'd/bom2'); return [fs.existsSync('bom'), fs.existsSync('d/bom2')]; });
show('link', () => { fs.linkSync('f', 'f2'); return fs.statSync('f').nlink; });
show('rmdir full', () => fs.rmdirSync('d'));
show('unlink folder', () => { try { fs.unlinkSync('d'); } catch (error) { return ['EISDIR', 'EPERM'].includes(error.code); } });

show('copyFile', () => { fs.copyFileSync('f', 'f3'); return [fs.readFileSync('f3', 'utf8'), fs.statSync('f3').mode.toString(8)]; });
show('copyFile excl', () => fs.copyFileSync('f', 'f3', fs.constants.COPYFILE_EXCL));
show('copyFile force', () => fs.copyFileSync('f', 'new', fs.constants.COPYFILE_FICLONE_FORCE));
show('copyFile folder', () => fs.copyFileSync('d', 'new'));
show('copyFile to folder', () => fs.copyFileSync('f', 'd'));
show('copyFile itself', () => { fs.copyFileSync('f', 'f2'); return fs.readFileSync('f', 'utf8'); });
for (const [from, to, options] of [['f', 'f'], ['missing', 'x'], ['d', 'x'], ['d', 'f'], ['f', 'd'], ['d', 'd/e/h', { recursive: true }], ['loop', 'x']]) {
  show(`cp ${from} ${to}`, () => fs.cpSync(from, to, options));
}
show('cp -r', () => { fs.cpSync('d', 'o/p/x', { recursive: true }); return [fs.readdirSync('o/p/x'), fs.readlinkSync('o/p/x/l')]; });
show('cp -r again', () => { fs.cpSync('d', 'o/p/x', { recursive: true }); return fs.readdirSync('o/p/x'); });
fs.mkdirSync('one');
fs.writeFileSync('one/only', '');
fs.cpSync('one', 'two', { recursive: true });
show('cp -r exists', () => fs.cpSync('one', 'two', { recursive: true, force: false, errorOnExist: true }));
show('cp verbatim', () => { fs.cpSync('d', 'o/v', { recursive: true, verbatimSymlinks: true }); return fs.readlinkSync('o/v/l'); });
show('cp filter', () => { fs.cpSync('d', 'o/t', { recursive: true, filter: (name) => !name.endsWith('g') }); return fs.readdirSync('o/t'); });
show('cp over', () => { fs.cpSync('f', 'd/g', { preserveTimestamps: true }); return [fs.readFileSync('d/g', 'utf8'), fs.statSync('d/g').mtimeMs]; });
show('rm folder', () => fs.rmSync('d'));
show('rm missing', () => fs.rmSync('missing'));
show('rm -f missing', () => fs.rmSync('missing', { force: true }));
show('rm -r', () => { fs.rmSync('d', { recursive: true }); fs.rmSync('loop'); return [fs.existsSync('d'), fs.readdirSync('.')]; });
show('opendir', () => {
  const dir = fs.opendirSync('o', { bufferSize: 2 });
  const names = [];
  for (let entry = dir.readSync(); entry !== null; entry = dir.readSync()) names.push(entry.name);
  dir.closeSync();
  return names.sort();
});
show('opendir closed', () => { const dir = fs.opendirSync('o'); dir.closeSync(); dir.readSync(); });
show('glob', () => fs.globSync('o/**/g').sort());
fs.rmSync(here, { recursive: true });
