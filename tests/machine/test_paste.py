"""Input of any size: pastes into the shell and into programs, and data that an embedder writes to a process. All of it
arrives, and Ctrl-C overtakes it."""

from tests.machine.browser import Machine

LINE = 'let s = "abababababababababababababababababababab"\n'


def paste(machine: Machine, count: int) -> int:
    """Pastes about `count` bytes of text into the terminal as the browser does; returns the number of bytes."""
    text = LINE * (count // len(LINE))
    machine.driver.execute_script(
        """
        const data = new DataTransfer()
        data.setData('text/plain', arguments[0])
        document.querySelector('.xterm-helper-textarea').dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}))
        """,
        text,
    )
    return len(text)


def test_pastes_at_the_prompt(machine: Machine) -> None:
    for count in [100000, 1000000]:
        paste(machine, count)
        machine.control('c')
        machine.wait_for('^C', 30)
        assert machine.run(f'echo alive {count}') == f'alive {count}'


def test_pastes_into_a_raw_program(machine: Machine) -> None:
    machine.write_file(
        'count.js',
        """
        process.stdin.setRawMode(true)
        let n = 0
        process.stdin.on('data', (d) => {
          n += d.length
          if (d.includes(3)) process.exit(0)
          if (n === +process.argv[2]) console.log('all of it', n)
        })
        console.log('ready', process.argv[2])
        """,
    )
    for count in [100000, 1000000]:
        size = count // len(LINE) * len(LINE)
        machine.type(f'node count.js {size}; echo e""nd {count}\n')
        machine.wait_for(f'ready {size}')
        assert paste(machine, count) == size
        machine.wait_for(f'all of it {size}', 30)
        machine.control('c')
        machine.wait_for(f'end {count}')


def test_ctrl_c_overtakes_what_nobody_reads(machine: Machine) -> None:
    for number, program in enumerate(['sleep 1000', "node -e 'setInterval(() => {}, 1000)'"]):
        machine.type(f'echo be""gun {number}; {program}\n')
        machine.wait_for(f'begun {number}')
        paste(machine, 300000)
        machine.control('c')
        assert machine.run(f'echo still here {number}') == f'still here {number}'


def test_a_program_that_reads_lines(machine: Machine) -> None:
    size = 200000 // len(LINE) * len(LINE)
    machine.type('echo lines be""gin; wc -c; echo en""ded\n')
    machine.wait_for('lines begin')
    paste(machine, 200000)
    machine.control('d')
    machine.wait_for(f'{size}\nended', 30)  # a full terminal drops the end of the echo, also its line feed


def test_what_an_embedder_writes(machine: Machine) -> None:
    """Several megabytes into a pipe and into a raw terminal, in many pieces and in one, to programs that start reading
    late."""
    found = machine.api("""
        const program = `if (process.stdin.isTTY) process.stdin.setRawMode(true)
            const hash = require('crypto').createHash('sha1'); let n = 0
            console.log('ready', process.argv[2])
            const count = (d) => { n += d.length; hash.update(d); if (n === +process.argv[1]) { console.log(hash.digest('hex')); process.exit(0) } }
            setTimeout(() => process.stdin.on('data', count), 300)`
        const size = 5000000
        const data = new Uint8Array(size)
        for (let i = 0; i < size; i++) data[i] = 97 + (i * 7919 >> 8) % 26
        const digest = [...new Uint8Array(await crypto.subtle.digest('SHA-1', data))].map((b) => b.toString(16).padStart(2, '0')).join('')
        const results = []
        for (const terminal of [undefined, {cols: 80, rows: 24}]) {
            for (const piece of [70001, size]) {
                const process = await wc.spawn('node', ['-e', program, String(size)], terminal ? {terminal} : {})
                let output = ''
                const reading = process.output.pipeTo(new WritableStream({write(chunk) { output += chunk }}))
                while (!output.includes('ready')) await new Promise((yes) => setTimeout(yes, 20))
                const writer = process.input.getWriter()
                for (let at = 0; at < size; at += piece) await writer.write(new TextDecoder().decode(data.subarray(at, at + piece)))
                await process.exit
                await reading
                results.push(output.includes(digest))
            }
        }
        return results
        """)
    assert found == [True, True, True, True]
