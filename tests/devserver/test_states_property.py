"""The documentation's drawing of the states matches the table."""

from runtime_py.devserver.states import drawing
from toolchain.environment import ROOT


def test_the_documentation_has_every_transition() -> None:
    text = (ROOT / 'docs' / 'SERVE.md').read_text()
    missing = [line for line in drawing().split('\n') if f'    {line}\n' not in text]
    extra = [
        line
        for line in text.splitlines()
        if line.startswith('    ')
        and '-->' in line
        and line.strip() not in [*drawing().split('\n'), '(every state) --stop--> stopped']
    ]
    assert missing == [] and extra == []
