"""Saves files to the user's disk.

Must not know where they come from, except for the damaged records of a workspace, which are packed into one zip."""

from runtime_py.api.zip_file import ZipFile
from runtime_py.ide.dom import element
from runtime_py.platform.bytes import encode

LET_GO_MS = 60000


def save(data: object, kind: str, name: str) -> None:
    """Saves as a download of the browser."""
    url = URL.createObjectURL(Blob([data], {'type': kind}))
    element('a', {'href': url, 'download': name}).click()
    setTimeout(lambda: URL.revokeObjectURL(url), LET_GO_MS)


async def download_damaged(machine: object, lines: list) -> None:
    """Includes the list of what is lost."""
    made = ZipFile()
    await made.add_file('lost.txt', encode('\n'.join(lines) + '\n'))
    for entry in await machine.damaged():
        await made.add_file(entry[0].replaceAll(':', '_'), entry[1])
    save(made.end(), 'application/zip', 'damaged-records.zip')
