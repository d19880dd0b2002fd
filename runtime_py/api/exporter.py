"""`WebContainer.export`: a folder as a tree, as a binary snapshot or as a zip file.

Knows the kernel's operations on files. Must not know the rest of the API.
"""

from runtime_py.api.errors import ApiError
from runtime_py.api.filesystem import KIND_DIRECTORY, KIND_LINK
from runtime_py.api.globs import compile_glob, matches
from runtime_py.api.kernel_link import KernelLink
from runtime_py.api.tree import empty_tree, snapshot_of
from runtime_py.api.zip_file import ZipFile
from runtime_py.platform.bytes import encode

FORMATS = ['json', 'binary', 'zip']


class Exporter:
    """One export. Paths that `excludes` matches are left out, unless `includes` matches them."""

    def __init__(self, link: KernelLink, options: object):
        given = options if options is not None else {}
        self._link = link
        self.format = given.format if given.format is not None else 'json'
        if self.format not in FORMATS:
            raise ApiError(
                'ERR_INVALID_ARG_VALUE', f"export: the format must be 'json', 'binary' or 'zip', not '{self.format}'"
            )
        self._includes = [compile_glob(pattern) for pattern in given.includes or []]
        self._excludes = [compile_glob(pattern) for pattern in given.excludes or []]

    async def run(self, folder: str) -> object:
        tree = await self._folder(folder, '')
        if self.format == 'json':
            return tree
        if self.format == 'binary':
            return snapshot_of(tree)
        made = ZipFile()
        await _add_to_zip(tree, '', made)
        return made.end()

    async def _folder(self, path: str, inside: str) -> object:
        """`inside` is the path below the exported folder, for the patterns."""
        tree = empty_tree()
        for entry in await self._link.request('fs.readdir', [path]):
            name = entry[0]
            below = path + '/' + name
            shown = name if inside == '' else inside + '/' + name
            left_out = matches(self._excludes, shown) and not matches(self._includes, shown)
            if entry[1] == KIND_DIRECTORY:
                # An excluded folder may contain included files.
                if not left_out or len(self._includes) > 0:
                    children = await self._folder(below, shown)
                    if not left_out or len(Object.keys(children)) > 0:
                        tree[name] = {'directory': children}
            elif left_out:
                continue
            elif entry[1] == KIND_LINK:
                tree[name] = {'file': {'symlink': await self._link.request('fs.readlink', [below])}}
            else:
                tree[name] = {'file': {'contents': _text_or_bytes(await self._link.request('fs.readFile', [below]))}}
        return tree


def _text_or_bytes(data: object) -> object:
    """Text if the bytes are UTF-8, so that a tree can be written as JSON and compared."""
    try:
        return TextDecoder('utf-8', {'fatal': True, 'ignoreBOM': True}).decode(data)
    except Exception:
        return data


async def _add_to_zip(tree: object, path: str, made: ZipFile) -> None:
    for name in Object.keys(tree):
        node = tree[name]
        if node.directory is not None:
            if len(Object.keys(node.directory)) == 0:
                await made.add_folder(path + name)
            await _add_to_zip(node.directory, path + name + '/', made)
        elif node.file.symlink is not None:
            await made.add_link(path + name, node.file.symlink)
        else:
            contents = node.file.contents
            await made.add_file(path + name, encode(contents) if js_typeof(contents) == 'string' else contents)
