"""Finds packages with parts that exist only as native code, and the names of their WebAssembly builds. Pure.

Such a package has an optional dependency for each platform. Natively npm installs the one that fits; here none does,
unless one is for wasm32."""

from __future__ import annotations

from runtime_py.npm.formats.manifest import Platform, list_of, platform_problem
from runtime_py.npm.install.substitutes import BUILDS, Build, substitute_for
from runtime_py.npm.tree.tree import Node
from runtime_py.platform.json import stringify
from runtime_py.platform.maps import Map

_NATIVE = Platform('linux', 'x64', 'glibc')
# napi-rs's names for the builds of one library: PREFIX-linux-x64-gnu, PREFIX-wasm32-wasi.
_NATIVE_ENDS = ['linux-x64-gnu', 'linux-x64']
_PLATFORM = '-linux-'
_SCRIPT_ENDS = ['.js', '.cjs', '.mjs']
REFUSAL_FILE = 'refusal.node'
_WASM_ENDS = ['wasm32-wasi', 'wasm32-wasip1']


class NativePart:
    """`missing`: the package that would be installed natively; `builds`: candidates for its WebAssembly build, the
    likeliest first."""

    def __init__(self, missing: str, builds: list[Build]) -> None:
        self.missing = missing
        self.builds = builds


def native_parts(root: Node) -> Map[Node, NativePart]:
    """The packages that lack a part here which they would have natively, and have no replacement for it."""
    out: Map[Node, NativePart] = Map()
    for node in root.inventory.values():
        if node.parent is None or node.inert or node.target is not None:
            continue
        name = node.package_name or node.name
        if substitute_for(name, node.version) is not None:
            continue
        missing = _missing(node)
        if missing != '':
            out.set(node, NativePart(missing, _builds(name, missing)))
    return out


def _missing(node: Node) -> str:
    found = ''
    for edge in node.edges_out.values():
        to = edge.to
        if not edge.is_optional or to is None:
            continue
        if not to.inert and _is_part(to):
            return ''
        if (
            to.inert
            and found == ''
            and platform_problem(to.manifest, True) != ''
            and platform_problem(to.manifest, True, _NATIVE) == ''
        ):
            found = to.package_name or to.name
    return found if _belongs_to(node.package_name or node.name, found) else ''


def _belongs_to(name: str, part: str) -> bool:
    """Whether a native part belongs to the package, by its scope or its name, which may share parts with it
    (unrs-resolver: @unrs/resolver-binding-linux-x64-gnu) or have more of it (opencode-ai: opencode-linux-x64). The
    package can do without a part of another package (as a native pseudo-terminal)."""
    scope = name[: name.find('/') + 1]
    if (scope != '' and part.startswith(scope)) or _words(part).find(_words(name[len(scope) :])) >= 0:
        return True
    stem = _words(part)[: _words(part).find(_PLATFORM) + 1]
    return len(stem) > 1 and _words(name).startswith(stem)


def _words(name: str) -> str:
    return '-' + name.replace('@', '').replace('/', '-') + '-'


def _is_part(node: Node) -> bool:
    return len(list_of(node.manifest, 'cpu')) > 0 or node.name.find('wasm') >= 0


def _builds(name: str, missing: str) -> list[Build]:
    known = BUILDS.get(name)
    if known is not None:
        return [known]
    for end in _NATIVE_ENDS:
        if missing.endswith(end):
            return [Build(missing[: -len(end)] + wasm, 'node_modules') for wasm in _WASM_ENDS]
    return []


def refusal(what: str, missing: str, advice: str) -> str:
    return f"{what} is native code ({missing}) and has no build in JavaScript or WebAssembly, so it can't run here. {advice}"


def refused_program(what: str, program: str, advice: str) -> str:
    return f"{what} downloads and starts {program}, which is native code, so it can't run here. {advice}"


def refusing_command(sentence: str, path: str) -> str:
    """The text of a command that replaces one that can't run here, and says so; the original's stack would explain
    less. Node doesn't run a file that is named like a program (`bin/tool.exe`): it becomes a script of the shell."""
    name = path[path.rfind('/') + 1 :]
    if name.find('.') >= 0 and not any([name.endswith(end) for end in _SCRIPT_ENDS]):
        quoted = sentence.replace("'", "'\\''")
        return f"#!/bin/sh\nprintf '%s\\n' '{quoted}' >&2\nexit 1\n"
    return f'#!/usr/bin/env node\nconsole.error({stringify(sentence)})\nprocess.exitCode = 1\n'


def refusing_part(missing: str) -> str:
    """The package.json of a placeholder for a native part: its main file is a refusal (platform/native_refusals.py)."""
    return stringify(Map([['name', missing], ['version', '0.0.0'], ['main', REFUSAL_FILE]])) + '\n'
