"""Creates a zip file in the page, with the same record writer as `zip` in the machine; the browser compresses the data.
All members get the file's own time.

Knows: files, folders and links by their paths. Must not know where they come from."""

from runtime_py.archive.member import FILE, FOLDER, SYMLINK, Member
from runtime_py.archive.zip_records import ZipRecords, content_of
from runtime_py.platform.bytes import Bytes, alloc, concat

FILE_MODE = 0o644
FOLDER_MODE = 0o755
LINK_MODE = 0o777


class ZipFile:
    """`end` returns the whole file."""

    def __init__(self):
        self._records = ZipRecords()
        self._parts = []
        now = Date()
        # a zip stores local time
        self._made = now.getTime() / 1000 - now.getTimezoneOffset() * 60

    async def add_file(self, path: str, data: Bytes) -> None:
        await self._add(path, FILE, FILE_MODE, data, '')

    async def add_folder(self, path: str) -> None:
        await self._add(path, FOLDER, FOLDER_MODE, alloc(0), '')

    async def add_link(self, path: str, target: str) -> None:
        await self._add(path, SYMLINK, LINK_MODE, alloc(0), target)

    def end(self) -> Bytes:
        return concat([*self._parts, self._records.end()])

    async def _add(self, path: str, kind: str, mode: int, data: Bytes, target: str) -> None:
        member = Member(path, kind, mode, data, target, self._made)
        content = content_of(member)
        packed = await _deflated(content) if len(content) > 0 else content
        self._parts.append(self._records.write(member, content, packed))


async def _deflated(data: Bytes) -> Bytes:
    stream = Blob([data]).stream().pipeThrough(CompressionStream('deflate-raw'))
    return Uint8Array(await Response(stream).arrayBuffer())
