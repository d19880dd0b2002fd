"""An error in a source: message, place, code frame. Pure."""

from __future__ import annotations

from runtime_py.devserver.code_frame import frame, place_of
from runtime_py.platform.maps import Map


class BuildError(Exception):
    """`line` is 0 when no place is known. `plugin` names the part that found it."""

    def __init__(self, plugin: str, message: str, file: str, line: int, column: int, code_frame: str) -> None:
        super().__init__(message)
        self.plugin = plugin
        self.message = message
        self.file = file
        self.line = line
        self.column = column
        self.frame = code_frame

    def payload(self) -> Map:
        """The error for the overlay."""
        place: Map[str, object] = Map([['file', self.file], ['line', self.line], ['column', self.column]])
        return Map(
            [
                ['message', self.message],
                ['plugin', self.plugin],
                ['id', self.file],
                ['loc', place],
                ['frame', self.frame],
                ['stack', ''],
            ]
        )

    def text(self) -> str:
        """The error for the terminal."""
        where = f'{self.file}:{self.line}:{self.column + 1}' if self.line > 0 else self.file
        return f'[{self.plugin}] {self.message}\n  {where}' + (f'\n{self.frame}' if self.frame != '' else '')


def at_offset(plugin: str, message: str, file: str, source: str, offset: int, length: int = 1) -> BuildError:
    place = place_of(file, source, offset)
    return BuildError(plugin, message, file, place.line, place.column, frame(source, place.line, place.column, length))


def without_place(plugin: str, message: str, file: str) -> BuildError:
    return BuildError(plugin, message, file, 0, 0, '')
