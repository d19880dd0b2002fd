"""`scope:team` or a scope alone, and where a registry has what belongs to it. Pure."""

from __future__ import annotations

from runtime_py.npm.registry.account import encode_component


class Team:
    """`name` is '' for a whole organisation."""

    def __init__(self, text: str) -> None:
        plain = text.removeprefix('@')
        at = plain.find(':')
        self.scope = plain if at < 0 else plain[:at]
        self.name = '' if at < 0 else plain[at + 1 :]

    @property
    def organisation(self) -> str:
        return f'-/org/{encode_component(self.scope)}'

    @property
    def path(self) -> str:
        return f'-/team/{encode_component(self.scope)}/{encode_component(self.name)}'

    @property
    def packages(self) -> str:
        return (self.organisation if self.name == '' else self.path) + '/package'
