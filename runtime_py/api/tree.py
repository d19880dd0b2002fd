"""File trees in the form of the API and in that of the kernel; binary snapshots of `@webcontainer/snapshot`.

A tree is `{name: {directory: tree} | {file: {contents}} | {file: {symlink}}}`; an entry for the kernel is `[path, kind,
bytes or target]`. A snapshot is MessagePack (or JSON, as `@webcontainer/api` sends it) of `{d: {name: {d} | {f: {c} |
{l}}}}`. Must not know the kernel."""

from runtime_py.api.errors import ApiError
from runtime_py.api.msgpack import decode, encode
from runtime_py.api.octets import octets_of

FILE = 'file'
DIRECTORY = 'dir'
SYMLINK = 'symlink'
DEPTH_MOST = 1000  # folders in each other
NOT_LATIN1 = js_regexp('[^\\0-\\xff]', 'u')


def check_name(name: str) -> None:
    """Raises EINVAL."""
    if name == '' or name == '.' or name == '..' or '/' in name or '\0' in name:
        raise ApiError('EINVAL', f"'{name}' can't be the name of a file in a tree")


def check_target(target: object, path: str) -> None:
    """Of a symlink. Raises EINVAL."""
    if js_typeof(target) != 'string' or target == '' or '\0' in target:
        raise ApiError('EINVAL', f'{path}: the target of a symlink must be a path')


def _check_folder(node: object, path: str, depth: int) -> None:
    if js_typeof(node) != 'object' or node is None or Array.isArray(node):
        raise ApiError('EINVAL', f'{path or "/"}: a folder of a tree must be an object')
    if depth > DEPTH_MOST:
        raise ApiError('EINVAL', f'{path[:100]}…: a tree has at most {DEPTH_MOST} folders in each other')


def entries_of_tree(tree: object, folder: str) -> list:
    """Raises EINVAL."""
    found: list = []
    _add_tree(tree, folder, found, 0)
    return found


def _add_tree(tree: object, folder: str, found: list, depth: int) -> None:
    _check_folder(tree, folder, depth)
    for name in Object.keys(tree):
        check_name(name)
        path = folder + '/' + name
        node = tree[name]
        if node is not None and node.directory is not None:
            found.append([path, DIRECTORY, None])
            _add_tree(node.directory, path, found, depth + 1)
        elif node is not None and node.file is not None and node.file.symlink is not None:
            check_target(node.file.symlink, path)
            found.append([path, SYMLINK, node.file.symlink])
        elif node is not None and node.file is not None and node.file.contents is not None:
            found.append([path, FILE, _bytes_of(node.file.contents)])
        else:
            raise ApiError(
                'EINVAL', f'{path}: a node of a tree must have a directory, or a file with contents or a symlink'
            )


def _bytes_of(contents: object) -> object:
    """A copy, since what goes to the kernel is transferred."""
    if js_typeof(contents) == 'string':
        return TextEncoder().encode(contents)
    data = octets_of(contents)
    if data is None:
        raise ApiError('EINVAL', 'The contents of a file in a tree must be a string or a Uint8Array')
    return Uint8Array(data)


def entries_of_snapshot(data: object, folder: str) -> list:
    """Throws EINVAL for bytes that aren't a snapshot."""
    try:
        root = JSON.parse(TextDecoder().decode(data)) if len(data) > 0 and data[0] == ord('{') else decode(data)
    except Exception as error:
        raise ApiError('EINVAL', f'Not a binary snapshot: {error.message}')
    if root is None or js_typeof(root.d) != 'object':
        raise ApiError('EINVAL', 'Not a binary snapshot: it has no root folder')
    found: list = []
    _add_snapshot(root.d, folder, found, 0)
    return found


def _add_snapshot(folder_node: object, folder: str, found: list, depth: int) -> None:
    _check_folder(folder_node, folder, depth)
    for name in Object.keys(folder_node):
        check_name(name)
        path = folder + '/' + name
        node = folder_node[name]
        if node is not None and node.d is not None:
            found.append([path, DIRECTORY, None])
            _add_snapshot(node.d, path, found, depth + 1)
        elif node is not None and node.f is not None and node.f.l is not None:
            check_target(node.f.l, path)
            found.append([path, SYMLINK, node.f.l])
        elif node is not None and node.f is not None and node.f.c is not None:
            # JSON carries bytes as Latin-1, marked by `b`.
            contents = node.f.c
            found.append([path, FILE, _from_latin1(contents, path) if node.f.b else _bytes_of(contents)])
        else:
            raise ApiError('EINVAL', f'{path}: unknown kind of node in a snapshot')


def _from_latin1(text: object, path: str) -> object:
    if js_typeof(text) != 'string' or NOT_LATIN1.test(text):
        raise ApiError('EINVAL', f'{path}: its contents are no Latin-1')
    return Uint8Array['from'](text, lambda character: ord(character))


def empty_tree() -> object:
    """Without a prototype: `__proto__` is a file name like any other."""
    return Object.create(None)


def snapshot_of(tree: object) -> object:
    return encode(_snapshot_node(tree))


def _snapshot_node(tree: object) -> object:
    folder = empty_tree()
    for name in Object.keys(tree):
        node = tree[name]
        if node.directory is not None:
            folder[name] = _snapshot_node(node.directory)
        elif node.file.symlink is not None:
            folder[name] = {'f': {'l': node.file.symlink}}
        else:
            folder[name] = {'f': {'c': _bytes_of(node.file.contents)}}
    return {'d': folder}
