"""Packs a folder as a .tar.gz or .zip file, and unpacks it: programs of the machine do the work, so the kernel and the
page aren't blocked.

Must not know archive formats."""

from runtime_py.api.errors import ApiError
from runtime_py.api.octets import octets_of

FORMATS = {
    'tar.gz': {'pack': ['tar', 'czf'], 'unpack': ['tar', 'xf']},
    'zip': {'pack': ['zip', '-qry'], 'unpack': ['unzip', '-qo']},
}


NOTHING_TO_DO = 12  # exit status of zip when there is nothing to pack
WARNED = 1  # exit status of unzip when a name led out of the folder and was changed
HARMLESS = {'tar': [], 'zip': [NOTHING_TO_DO], 'unzip': [WARNED]}
EMPTY_ZIP = [0x50, 0x4B, 5, 6, *[0 for _ in range(18)]]


class Archives:
    def __init__(self, processes: object, link: object):
        self._processes = processes
        self._link = link

    async def pack(self, folder: str, format: str, excludes: list) -> object:
        """The archive's bytes."""
        programs = _programs(format)
        file = _temporary(format)
        try:
            if format == 'zip':
                left_out = (
                    [
                        '-x',
                        *[
                            pattern
                            for name in excludes
                            for pattern in [name, name + '/*', '*/' + name, '*/' + name + '/*']
                        ],
                    ]
                    if len(excludes) > 0
                    else []
                )
                if await self._run(programs['pack'], [file, '.', *left_out], folder) == NOTHING_TO_DO:
                    return Uint8Array(EMPTY_ZIP)
            else:
                await self._run(
                    programs['pack'], [file, *[f'--exclude={name}' for name in excludes], '-C', folder, '.'], folder
                )
            return await self._link.request('fs.readFile', [file])
        finally:
            await self._link.request('fs.rm', [file, False, True])

    async def unpack(self, folder: str, format: str, data: object) -> None:
        """Existing files that are in the archive are replaced."""
        programs = _programs(format)
        file = _temporary(format)
        octets = octets_of(data)
        if octets is None:
            raise ApiError('ERR_INVALID_ARG_TYPE', 'unpack: the archive must be a Uint8Array or an ArrayBuffer')
        await self._link.request('fs.writeFile', [file, octets])
        try:
            await self._link.request('fs.mkdir', [folder, True])
            await self._run(programs['unpack'], [file, '-d' if format == 'zip' else '-C', folder], folder)
        finally:
            await self._link.request('fs.rm', [file, False, True])

    async def _run(self, program: list, args: list, folder: str) -> int:
        """Runs a program; its exit code. Rejects with the program's output when it failed."""
        request = {
            'cmd': program[0],
            'args': [*program[1:], *args],
            'cwd': folder,
            'env': {},
            'terminal': None,
            'output': True,
        }
        process = await self._processes.spawn(request, True)
        said = ''
        reader = process.output.getReader()
        while True:
            part = await reader.read()
            if part.done:
                break
            said += part.value
        code = await process.exit
        if code != 0 and code not in HARMLESS[program[0]]:
            raise ApiError('ERR_TERRARIUM_ARCHIVE', said.strip())
        return code


def _programs(format: str) -> object:
    if not Object.hasOwn(FORMATS, format):
        raise ApiError('ERR_INVALID_ARG_VALUE', f"the format of an archive must be 'tar.gz' or 'zip', not '{format}'")
    return FORMATS[format]


def _temporary(format: str) -> str:
    return f'/tmp/archive-{crypto.randomUUID()}.{format}'
