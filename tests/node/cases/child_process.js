// child_process: spawn, exec, execFile, sync forms, errors, signals.
const { spawn, exec, execFile, spawnSync, execFileSync, execSync, fork } = require('child_process');

if (process.argv[2] === 'child') {
  process.on('message', (message) => {
    process.send({ got: message, connected: process.connected });
    if (message.last) process.disconnect();
  });
  return;
}

const node = process.execPath;
const show = (name, work) => {
  try {
    const result = work();
    console.log(name, Buffer.isBuffer(result) ? String(result) : result);
  } catch (error) {
    console.log(name, error.code, error.status, error.signal, String(error.message).split('\n')[0].replace(node, 'node'));
  }
};

const short = (r) => [r.status, r.signal, r.error && r.error.code, r.output && r.output.map((o) => o && String(o))];
show('sync', () => short(spawnSync('echo', ['a', 'b c'])));
show('sync input', () => short(spawnSync('cat', [], { input: 'hello' })));
show('sync missing', () => short(spawnSync('no-such-program')));
show('sync status', () => short(spawnSync('sh', ['-c', 'echo out; echo err >&2; exit 3'])));
show('sync timeout', () => short(spawnSync('sleep', ['5'], { timeout: 100 })).slice(0, 3));
show('sync buffer', () => spawnSync('sh', ['-c', 'echo 1234567890; sleep 5'], { maxBuffer: 4 }).error.code);
show('execFileSync', () => execFileSync('echo', ['x'], { encoding: 'utf8' }));
show('execSync fails', () => execSync('exit 2', { stdio: 'pipe' }));
show('cwd as bytes', () => short(spawnSync('pwd', { cwd: Buffer.from('/tmp') })));
show('cwd empty', () => short(spawnSync('pwd', { cwd: '' })));
show('cwd', () => execSync('pwd', { cwd: '/tmp', encoding: 'utf8' }));
show('env', () => execSync('echo $A', { env: { ...process.env, A: 'value' }, encoding: 'utf8' }));

const steps = [
  (next) => {
    const child = spawn('cat');
    let text = '';
    child.stdout.on('data', (part) => { text += part; });
    child.on('exit', (code, signal) => console.log('exit', code, signal));
    child.on('close', (code) => { console.log('close', code, text, typeof child.pid); next(); });
    child.stdin.write('one ');
    child.stdin.end('two');
  },
  (next) => {
    const child = spawn('no-such-program', ['x']);
    child.on('error', (error) => { console.log(error.code, error.syscall, error.path, error.spawnargs, child.pid); next(); });
  },
  (next) => {
    const child = spawn('sleep', ['10']);
    child.on('spawn', () => console.log('spawned', child.kill()));
    child.on('close', (code, signal) => { console.log('killed', code, signal, child.killed); next(); });
  },
  (next) => exec('echo hi; echo no >&2; exit 4', (error, stdout, stderr) => {
    console.log(error.code, error.cmd, JSON.stringify(stdout), JSON.stringify(stderr));
    next();
  }),
  (next) => execFile(node, ['-e', 'process.stdout.write("x".repeat(200000))'], (error, stdout) => { console.log(error, stdout.length); next(); }),
  (next) => {
    const child = spawn(node, ['-e', 'process.exit(7)'], { stdio: 'ignore' });
    child.on('exit', (code) => { console.log('ignored', code, child.stdout); next(); });
  },
  (next) => {
    const child = fork(__filename, ['child']);
    child.on('message', (message) => {
      console.log('message', JSON.stringify(message));
      if (!message.got.last) child.send({ last: true });
    });
    child.on('disconnect', () => console.log('disconnect'));
    child.on('exit', (code) => { console.log('fork', code); next(); });
    child.send({ a: [1, 'x'] });
  },
];
const run = () => { const step = steps.shift(); if (step) step(run); };
run();
