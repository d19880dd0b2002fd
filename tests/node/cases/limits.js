// ulimit -n for programs, their children and threads; closed descriptors at the start; a child's environment.
const { spawnSync } = require('child_process');
const fs = require('fs');
const run = (script, options = {}) => {
  const done = spawnSync('sh', ['-c', script], { encoding: 'utf8', ...options, env: { PATH: `${require('path').dirname(process.execPath)}:${process.env.PATH}`, ...options.env } });
  console.log(script.slice(0, 60), done.status, JSON.stringify(done.stdout), JSON.stringify(done.stderr.replaceAll(process.execPath, 'node')));
};
fs.writeFileSync('count.js', `let n = 0; try { for (;;) { fs.openSync('/dev/null'); n++; } } catch (e) { console.log(e.code, e.syscall, n > 50 && n < 100); }`.replace('fs.', 'require("fs").'));
run('ulimit -n 100; ulimit -n; node count.js');
run('ulimit -n 100; sh -c "ulimit -n; node count.js"');
run('ulimit -Sn 90; ulimit -Hn 95; ulimit -Sn; ulimit -Hn; ulimit -Sn 96; echo $?; ulimit -Sn');
run('(ulimit -n 90; ulimit -n); ulimit -n 120; ulimit -n');
run('ulimit -n abc; echo $?; ulimit -n unlimited; echo $?');
fs.writeFileSync('closed.js', `const fs = require('fs');
const kinds = [0, 1, 2].map((fd) => { try { const s = fs.fstatSync(fd); return s.isFile() ? 'file' : s.isFIFO() ? 'fifo' : 'device'; } catch (e) { return e.code; } });
fs.writeFileSync('out', 'ran ' + kinds); console.log(1); console.error(2); fs.appendFileSync('out', ' done');`);
run('node closed.js >&- 2>&-; echo $?; cat out');
run('node closed.js <&-; echo $?; cat out');
run('node closed.js <&- >&- 2>&-; echo $?; cat out');
console.log(JSON.stringify(spawnSync('env', { env: { A: '1', PATH: process.env.PATH }, encoding: 'utf8' }).stdout.split('\n').filter((line) => !line.startsWith('PATH='))));
