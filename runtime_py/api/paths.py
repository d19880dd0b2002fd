"""Paths of the public API: everything is relative to the working directory, and stays inside it. Pure."""

from runtime_py.api.errors import ApiError


def resolve(workdir: str, path: str) -> str:
    """`/a`, `a` and `./a` are all `workdir/a`; `..` ends at the working directory, as at the root of a file system."""
    if js_typeof(path) != 'string' or '\0' in path:
        raise ApiError('ERR_INVALID_ARG_VALUE', 'A path must be a string without null bytes')
    parts: list = []
    for part in path.split('/'):
        if part == '..':
            if len(parts) > 0:
                parts.pop()
        elif part != '' and part != '.':
            parts.append(part)
    return workdir if len(parts) == 0 else workdir + '/' + '/'.join(parts)


def relative(workdir: str, path: str) -> str:
    return path[len(workdir) + 1 :] if path.startswith(workdir + '/') else path
