"""Additional descriptors that a program passes to its children."""

from tests.machine.browser import Machine


def test_a_shell_and_a_program_write_to_a_fourth_one(machine: Machine) -> None:
    machine.write_file(
        'parent.js',
        """
        const {spawn} = require('child_process')
        const run = (...command) => new Promise((done) => {
          const child = spawn(...command, {stdio: [0, 1, 2, 'pipe']})
          let text = ''
          child.stdio[3].on('data', (d) => text += d)
          child.on('close', (code) => done(`${text.trim()} ${code}`))
        })
        const main = async () => {
          console.log(await run('sh', ['-c', 'echo a >&3']))
          console.log(await run('sh', ['-c', 'node -e "fs.writeSync(3, String(1))"; sh -c "echo b >&3"']))
          console.log(await run('sh', ['-c', 'exec 3>&-; echo c']))
        }
        main()
        """,
    )
    assert machine.run('node parent.js') == 'a 0\n1b 0\nc\n 0'
