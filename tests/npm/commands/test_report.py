"""npm report: how it is called. What it finds is tested in tests/machine/test_report.py."""

from runtime_py.npm.commands.report import run
from runtime_py.npm.errors import NpmError


class Asked:
    """As much of a session as the command looks at first."""

    def __init__(self, words: list[str]) -> None:
        self.words = words


async def test_it_takes_one_package_or_two():
    for words in [[], ['a', 'b', 'c']]:
        code = ''
        try:
            await run(Asked(words))
        except NpmError as error:
            code = error.code
        assert code == 'EUSAGE'
