from pathlib import Path

import pytest

from toolchain import run_program


@pytest.mark.parametrize(('name', 'command'), [('a.mjs', 'node'), ('a.ts', 'node'), ('a', 'node'), ('a.sh', 'sh')])
def test_what_runs_a_program(name: str, command: str) -> None:
    job = run_program.job_of(Path('/home') / name, ['-x'])
    assert (job.command, job.args) == (command, [f'/suite/{name}', '-x'])


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_program.main(str(tmp_path / 'none.js'), []) == 2
    assert 'no such file' in capsys.readouterr().err
