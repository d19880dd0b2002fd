"""Policies that come from outside of the machine's processes: of the embedder (boot, spawn) and of the workspace
(.terrarium/policy.json).

Raises BadPolicy, whose text names the mistake. Must not know processes."""

from __future__ import annotations

from runtime_py.kernel.base_system import HOME
from runtime_py.security.patterns import Places
from runtime_py.security.reading import Confinement, read_document
from runtime_py.security.writing import write_confinement

POLICY_FILE = '.terrarium/policy.json'


def confinement_text(documents: list, workdir: str, registries: list) -> str:
    """`documents`: [JSON, source] each; '' is none."""
    made = Confinement([])
    for text, source in documents:
        if text != '':
            made = made.narrowed(read_document(text, source), Places(HOME, workdir, '', registries))
    return write_confinement(made)


def registries_in(npmrc: str) -> list:
    """HOST:PORT of each `registry=URL` line, also of a scope's."""
    found = []
    for line in npmrc.split('\n'):
        name, _, value = line.partition('=')
        if name.strip() != 'registry' and not name.strip().endswith(':registry'):
            continue
        try:
            url = URL(value.strip())
        except Exception:
            continue
        found.append(f'{url.hostname}:{url.port or ("443" if url.protocol == "https:" else "80")}')
    return found
