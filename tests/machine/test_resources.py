"""What programs use is measured, shown and limited; programs that take all they can leave the page answering, end by
Ctrl-C, and lose no file."""

import pytest

from tests.machine.browser import Machine
from tests.machine.outside import Outside

MINUTE = 60


def test_cpu_time_is_that_of_the_program(machine: Machine) -> None:
    machine.write_file(
        'busy.js',
        'const t = Date.now(); while (Date.now() - t < 700); const c = process.cpuUsage(); console.log(c.user + c.system >= 650000)',
    )
    assert machine.run('node busy.js') == 'true'
    assert (
        machine.run(
            "node -e \"const c = require('child_process'); const b = process.cpuUsage(); c.execSync('sleep 4'); "
            'console.log(process.cpuUsage(b).user < 3500000)"'
        )
        == 'true'
    )
    machine.run('(time node busy.js) 2> t.txt > /dev/null')
    text = machine.read_file('t.txt')
    user = float(text.split('user\t0m')[1].split('s')[0])
    assert user >= 0.65, text


def test_threads_that_ended_with_their_process_compute_no_longer(machine: Machine) -> None:
    machine.write_file(
        'spin.js',
        """
const { Worker } = require('node:worker_threads')
for (let k = 0; k < 2; k++) new Worker('for (;;);', { eval: true }).on('online', () => setTimeout(() => process.exit(), 500))""",
    )
    machine.run('node spin.js')
    ticks = 'head -n 1 /proc/stat | cut -d " " -f 3-5'
    before, after = machine.run(f'{ticks}; sleep 3; {ticks}').split('\n')
    used = sum(map(int, after.split()[:2])) - sum(map(int, before.split()[:2]))
    assert used < 300, (before, after)  # two threads would have taken 600


def test_the_api_tells_what_each_process_has_used(machine: Machine) -> None:
    found = machine.api("""
        const program = await wc.spawn('node', ['-e', "setInterval(() => {}, 1000); require('http').createServer().listen(4567)"]);
        let seen;
        await new Promise((resolve) => {
            const stop = wc.on('resources', (machine) => {
                seen = machine.processes.find((each) => each.command.includes('4567') && each.kind === 'dev server');
                if (seen) { stop(); resolve(); }
            });
        });
        await wc.processes.setPriority(seen.pid, 5);
        await wc.processes.setLimits(seen.pid, {cpu: [50, 60]});
        const again = (await wc.resources()).processes.find((each) => each.pid === seen.pid);
        await wc.processes.signal(seen.pid, 9);
        const history = await wc.processes.history();
        let refused = '';
        try { await wc.spawn('node', [], {limits: {nothing: 1}}); } catch (error) { refused = error.code; }
        return [seen.descriptors > 2, again.nice, again.limits.cpu, await program.exit, history.length > 0, refused];""")
    assert found == [True, 5, [50, 60], 137, True, 'ERR_INVALID_ARG_VALUE']


def limited(machine: Machine, code: str, limits: str) -> list:
    """[exit code, output]"""
    found = machine.api(
        f"""
        const program = await wc.spawn('node', ['-e', {code!r}], {{limits: {limits}}});
        let text = '';
        program.output.pipeTo(new WritableStream({{write(part) {{ text += part; }}}})).catch(() => {{}});
        const code = await program.exit;
        await new Promise((resolve) => setTimeout(resolve, 50));
        return [code, text];""",
        timeout=3 * MINUTE,
    )
    assert isinstance(found, list)
    return found


def test_limits_end_a_program_alone_and_say_why(machine: Machine) -> None:
    code, text = limited(machine, 'for (;;);', '{cpu: 1}')
    assert code == 137 and 'CPU time and was allowed 1 s' in text
    assert limited(machine, 'for (;;);', '{cpu: [1, 60]}')[0] == 128 + 24
    assert limited(
        machine,
        "process.on('SIGXCPU', () => { console.log('heard'); process.exit(3); }); "
        'const f = () => { const t = Date.now(); while (Date.now() - t < 50); setTimeout(f); }; f()',
        '{cpu: [1, 60]}',
    ) == [3, 'heard\r\n']
    assert limited(machine, 'setInterval(() => {}, 1000)', '{wall: [1, 60]}')[0] == 128 + 15
    code, text = limited(
        machine,
        "const s = 'x'.repeat(1000); setInterval(() => { for (let i = 0; i < 100; i++) console.log(s); }, 1)",
        '{output: 1000000}',
    )
    assert code == 137 and 'and was allowed 976 KiB' in text[-200:]
    assert (
        limited(
            machine,
            "try { require('fs').writeFileSync('/tmp/big', Buffer.alloc(5000)); } catch (error) { console.log(error.code); }",
            '{fileSize: 4096}',
        )[0]
        == 128 + 25
    )
    code, text = limited(
        machine,
        "const {spawnSync} = require('child_process'); console.log(spawnSync('node', ['-v']).error?.code)",
        '{processes: 1}',
    )
    assert [code, text] == [0, 'EAGAIN\r\n']
    assert machine.run('echo here') == 'here'


HOGS = {
    'Buffers': 'const a=[];for(;;)a.push(Buffer.alloc(1<<20))',
    'small Buffers': 'const a=[];for(;;)a.push(Buffer.alloc(2000))',
    'typed arrays': 'const a=[];for(;;)a.push(new Float64Array(10000))',
    'turn by turn': 'const a=[];setInterval(()=>a.push(Buffer.allocUnsafe(1<<20)),0)',
    'WebAssembly': 'const a=[];for(;;)a.push(new WebAssembly.Memory({initial:256,maximum:1000}))',
    'growing': 'const m=new WebAssembly.Memory({initial:1});for(;;)m.grow(100)',
    'shared memory': "const b=Buffer.alloc(1<<20);for(;;)require('fs').appendFileSync('/mem/big',b)",
}


@pytest.mark.parametrize('name', list(HOGS))
def test_who_takes_too_much_memory_ends_alone(machine: Machine, name: str) -> None:
    machine.run('mkdir -p /mem; mountpoint -q /mem || mount -t tmpfs none /mem')
    code, text = limited(machine, HOGS[name], '{memory: 1e8}')
    assert code == 137 and 'MiB and was allowed 95 MiB' in text, text
    assert machine.run('rm -f /mem/big; echo here') == 'here'


def test_what_is_no_longer_needed_does_not_count(machine: Machine) -> None:
    """Neither within a turn nor over many."""
    assert limited(machine, "for(let i=0;i<300;i++)Buffer.alloc(1<<20);console.log('ok')", '{memory: 1e8}') == [
        0,
        'ok\r\n',
    ]
    assert limited(
        machine, 'const u=new Uint8Array(3);console.log(`${u.constructor===Uint8Array}`)', '{memory: 1e9}'
    ) == [
        0,
        'true\r\n',
    ]


def test_a_thread_ends_when_its_heap_is_larger_than_its_program_allows(machine: Machine) -> None:
    machine.write_file(
        'heap.js',
        """const {Worker} = require('worker_threads');
const work = 'const kept = []; setInterval(() => { for (let i = 0; kept.length < 3e6 && i < 1e5; i++) kept.push({i}); }, 1)';
const worker = new Worker(work, {eval: true, resourceLimits: {maxOldGenerationSizeMb: 20, maxYoungGenerationSizeMb: 4}});
worker.on('error', (error) => console.log(error.code, error.message));
worker.on('exit', (code) => console.log('exit', code));
""",
    )
    found = machine.run('node heap.js', timeout=3 * MINUTE).split('\n')
    assert [line.strip() for line in found] == [
        'ERR_WORKER_OUT_OF_MEMORY Worker terminated due to reaching memory limit: JS heap out of memory',
        'exit 1',
    ]


def test_requests_and_hosts_have_limits(machine: Machine, outside: Outside) -> None:
    code = f"""(async () => {{
        const get = async (base) => {{ try {{ return (await fetch(base + '/text')).status }} catch (error) {{ return (error.cause ?? error).code }} }};
        const other = {outside.http!r}.replace(/[a-z]+[.]test/, 'elsewhere.test');
        console.log([await get({outside.http!r}), await get(other), await get({outside.http!r}), await get({outside.http!r})].join(' '))
    }})()"""
    assert limited(machine, code, '{requests: 2, hosts: 1}') == [0, '200 EPERM 200 EPERM\r\n']


BOMBS = {
    'fork': ':(){ :|:& };:',
    'workers': "node -e \"const {Worker}=require('worker_threads'); const f=()=>{try{new Worker('setInterval(()=>{},1000)',{eval:true}).on('error',()=>{})}"
    'catch{} setImmediate(f)}; f()"',
    'processes': "node -e \"const f=()=>{try{require('child_process').spawn('sleep',['100']).on('error',()=>{})}catch{} setImmediate(f)}; f()\"",
    'heap': 'node -e "const a=[];for(;;)a.push({n:a.length})"',
    'buffers': 'node -e "const a=[];for(let i=0;i<40;i++)a.push(Buffer.alloc(16<<20,1));for(;;);"',
    'WebAssembly': 'node -e "const a=[];for(;;){try{a.push(new WebAssembly.Memory({initial:256,maximum:65536}))}catch{}}"',
    'shared arrays': 'node -e "const a=[];for(;;){try{a.push(new SharedArrayBuffer(1<<24))}catch{}}"',
    'disk': 'yes 0123456789012345678901234567890123456789 > fill',
    'yes': 'yes > /dev/null',
    'output': 'yes "0123456789012345678901234567890123456789"',
    'sockets': "node -e \"const n=require('net');const s=n.createServer(()=>{}).listen(9999,()=>{for(let i=0;i<10000;i++)n.connect(9999).on('error',()=>{})})\"",
    'timers': 'node -e "for(let i=0;i<1e5;i++)setInterval(()=>{},1)"',
    'loops': "node -e \"for(let i=0;i<20;i++)require('child_process').spawn('node',['-e','for(;;);'],{stdio:'inherit'})\"",
}


@pytest.mark.parametrize('name', list(BOMBS))
def test_what_takes_all_it_can_is_ended_by_a_key_and_loses_nothing(machine: Machine, name: str) -> None:
    machine.run('echo precious > keep.txt; sync')
    machine.type(BOMBS[name] + '\n')
    # it is at work, and the kernel answers beside it
    machine.api(
        'for (let k = 0; k < 10; k++) { await wc.resources(); await new Promise((resolve) => setTimeout(resolve, 100)); }',
        timeout=3 * MINUTE,
    )
    machine.control('c')
    machine.wait_for_prompt()
    assert machine.run('rm -f fill; cat keep.txt', timeout=MINUTE).endswith('precious')
    machine.run(
        'kill -9 $(ps -eo pid=,comm= | grep -v "kernel\\|network\\|sh$" | sed "s/^ *//; s/ .*//") 2> /dev/null; true',
        timeout=MINUTE,
    )


def test_a_program_that_computes_without_end_is_ended_in_the_monitor(machine: Machine) -> None:
    driver = machine.browser.driver
    machine.type('node -e "for(;;);//4778"\n')
    driver.execute_script("document.querySelector('#actions [aria-label=Monitor]').click()")
    row = "[...document.querySelectorAll('.processes tbody tr')].find((row) => row.textContent.includes('4778'))"
    machine.wait_until(lambda: driver.execute_script(f'return Boolean({row})'), 'the program in the monitor', MINUTE)
    press = f"{row}?.querySelector('button').click(); return !{row}"
    machine.wait_until(lambda: driver.execute_script(press), 'the end of the program', MINUTE)
    driver.execute_script("document.querySelector('.monitor form[method=dialog] button').click()")
    machine.wait_for_prompt()


ALONGSIDE = """
    const {WebContainer} = await import('./terrarium.js');
    const machine = await WebContainer.boot({alongside: true, ...OPTIONS});
    const run = async (...words) => {
        const program = await machine.spawn(words[0], words.slice(1), {env: {NO_COLOR: '1'}}); let text = '';
        program.output.pipeTo(new WritableStream({write(part) { text += part; }})).catch(() => {});
        await program.exit; await new Promise((resolve) => setTimeout(resolve, 50));
        return text.trim();
    };
    try { BODY } finally { machine.teardown(); }"""


def alongside(machine: Machine, options: str, body: str) -> object:
    """In a machine of its own, booted with these options."""
    return machine.api(ALONGSIDE.replace('OPTIONS', options).replace('BODY', body), timeout=2 * MINUTE)


def test_the_workspace_has_the_space_that_the_page_gives_it(machine: Machine) -> None:
    found = alongside(
        machine,
        '{limits: {space: 3e6}}',
        """
        await machine.fs.writeFile('small', new Uint8Array(1e5));
        const code = await machine.fs.writeFile('big', new Uint8Array(4e6)).catch((error) => String(error));
        const write = "try { require('fs').writeFileSync('b', Buffer.alloc(4e6)) } catch (error) { console.log(error.code) }";
        return [code.includes('EDQUOT'), await run('node', '-e', write), await run('sh', '-c', 'df . | tail -1 | wc -l')];""",
    )
    assert found == [True, 'EDQUOT', '1']


def test_the_cores_are_shared_by_class_and_a_cap_is_kept(machine: Machine) -> None:
    """Loops with system calls; shares are measured over the time in which all of them compute."""
    machine.write_file(
        'spin.js',
        "const fs = require('fs'); const f = () => { for (let i = 0; i < 3e5; i++) {} fs.statSync('/'); setImmediate(f); }; f()",
    )
    found = machine.api(
        """
        const kinds = ['dev', 'dev', 'install', 'install'];
        const all = [];
        for (const kind of kinds) all.push(await wc.spawn('node', ['spin.js'], {env: {npm_lifecycle_event: kind}}));
        const used = async () => { const found = {'dev server': 0, install: 0};
            for (const each of (await wc.resources()).processes)
                if (each.command.includes('spin.js')) found[each.kind] += each.user + each.system;
            return found; };
        // until the cores have worked ten seconds, however long that takes
        let before, now;
        do { await new Promise((resolve) => setTimeout(resolve, 100)); now = await used(); before ??= now.install > 1000 ? now : undefined; }
        while (!before || now['dev server'] - before['dev server'] + now.install - before.install < 10000);
        for (const each of all) each.kill();
        await Promise.all(all.map((each) => each.exit));
        return (now['dev server'] - before['dev server']) / (now.install - before.install);""",
        timeout=3 * MINUTE,
    )
    # 40 to 10; where there are four cores or more nothing is contended
    cores = machine.api('return navigator.hardwareConcurrency')
    assert found > 2 if cores < 4 else found > 0.5


def test_the_scheduler_can_be_changed_and_switched_off(machine: Machine) -> None:
    assert machine.run('resources scheduler off; resources scheduler | head -1') == 'scheduler off'
    assert machine.run(
        'resources scheduler on; resources scheduler shares server=70; resources scheduler | head -2'
    ).split() == ('scheduler on: these shares count while the cores are contended server 70'.split())
    assert machine.run('resources scheduler shares server=40; resources scheduler shares x=1').startswith(
        "resources: there is no class 'x'"
    )
    found = alongside(
        machine, '{scheduler: {shares: {build: 33}}}', "return await run('sh', '-c', 'resources scheduler')"
    )
    assert 'build          33' in str(found)
    assert alongside(
        machine, '{scheduler: false}', "return await run('sh', '-c', 'resources scheduler | head -1')"
    ) == ('scheduler off')
    refused = machine.api(
        """const {WebContainer} = await import('./terrarium.js');
        return await WebContainer.boot({alongside: true, scheduler: {shares: {x: 1}}}).catch((error) => error.code)"""
    )
    assert refused == 'ERR_INVALID_ARG_VALUE'


def test_the_monitor_shows_processes_and_ends_them(machine: Machine) -> None:
    driver = machine.browser.driver
    machine.type('node -e "require(\'http\').createServer().listen(4777)" &\n')
    driver.execute_script("document.querySelector('#actions [aria-label=Monitor]').click()")
    row = "[...document.querySelectorAll('.processes tbody tr')].find((row) => row.textContent.includes('4777') && row.textContent.includes('dev server'))"
    machine.wait_until(lambda: driver.execute_script(f'return Boolean({row})'), 'the server in the monitor', MINUTE)
    assert 'End node' in driver.execute_script(f"return {row}.querySelector('button').getAttribute('aria-label')")
    assert driver.execute_script("return document.querySelectorAll('.monitor canvas').length") == 3
    driver.execute_script(f"{row}.querySelector('button').click()")
    machine.wait_until(lambda: driver.execute_script(f'return !{row}'), 'the end of the server', MINUTE)
    driver.execute_script("document.querySelector('.monitor form[method=dialog] button').click()")
    machine.wait_until(
        lambda: driver.execute_script("return document.querySelector('.monitor') === null"),
        'the monitor is closed',
        MINUTE,
    )
