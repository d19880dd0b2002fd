"""process.dlopen: native code never runs here, and the error says so in one sentence.

A program may catch the error and do without, or make it the cause of its own error. `refusal_behind` finds it again, so
that a process that it ends prints the sentence instead of a stack. Must not know: how packages are installed."""

from __future__ import annotations

from runtime_py.node.realm.callbacks import coded_error
from runtime_py.platform.bytes import decode, equal
from runtime_py.platform.errno import message_of
from runtime_py.platform.native_refusals import refusal_in

_ELF_MAGIC = Uint8Array([0x7F, 0x45, 0x4C, 0x46])
_ELF_HEADER_BYTES = 64
_DEEPEST_CAUSE = 50
_refusals = js_new(globalThis.WeakSet)


def dlopen(realm: object, file: str) -> None:
    """Raises ERR_DLOPEN_FAILED."""
    content = realm.system.read_file(file)
    refusal = '' if js_typeof(content) == 'number' else refusal_of(realm, file, content)
    if refusal == '':
        raise coded_error(Error, 'ERR_DLOPEN_FAILED', f'{file}: {linker_problem(content)}')
    error = coded_error(Error, 'ERR_DLOPEN_FAILED', refusal)
    # the stack of the call explains nothing
    Object.defineProperty(error, 'stack', {'value': f'Error: {refusal}', 'writable': True, 'configurable': True})
    _refusals.add(error)
    raise error


def linker_problem(content: object) -> str:
    """The dynamic linker's message for files that it couldn't load either."""
    if js_typeof(content) == 'number':
        reason = message_of(-content)
        return f'cannot open shared object file: {reason[0].upper()}{reason[1:]}'
    return 'file too short' if len(content) < _ELF_HEADER_BYTES else 'invalid ELF header'


def refusal_of(realm: object, file: str, content: object) -> str:
    """The sentence for native code that would run on another system, or ''."""
    if len(content) < _ELF_HEADER_BYTES or not equal(content.subarray(0, 4), _ELF_MAGIC):
        return refusal_in(content)
    owner = package_of(realm, file)
    return f"{file}: native code can't run in a browser{'' if owner == '' else f', so {owner} must work without this file'}"


def package_of(realm: object, file: str) -> str:
    """NAME@VERSION of the installed package that contains a file, or ''."""
    folder = file
    while folder.rfind('/') > 0:
        folder = folder[: folder.rfind('/')]
        content = realm.system.read_file(f'{folder}/package.json')
        if js_typeof(content) != 'number':
            found = parsed_or_null(decode(content))
            if found is not None and js_typeof(found.name) == 'string':
                return f'{found.name}@{found.version}' if js_typeof(found.version) == 'string' else found.name
    return ''


def parsed_or_null(text: str) -> object:
    try:
        return JSON.parse(text)
    except Exception:
        return None


def refusal_behind(error: object, depth: int = 0) -> str:
    """The sentence of a refusal that is this error, its cause or one of its collected errors; '' when there is none."""
    if js_typeof(error) != 'object' or error is None or depth > _DEEPEST_CAUSE:
        return ''
    if _refusals.has(error):
        return error.message
    causes = error if Array.isArray(error) else [error.cause, error.errors]
    for cause in causes:
        found = refusal_behind(cause, depth + 1)
        if found != '':
            return found
    return ''
