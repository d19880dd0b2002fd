"""Watches folders, and those above them: a folder may be deleted and made again, as builds do, and a watch follows the
folder that it was made for. Must not know what is in the folders."""

from __future__ import annotations


def folder_of(path: str) -> str:
    slash = path.rfind('/')
    return '.' if slash < 0 else path[:slash]


def is_below(path: str, folder: str) -> bool:
    return folder == '.' or path == folder or path.startswith(folder + '/')


class FolderWatches:
    """`on_change(folder, name)`: as the file system says it; without a name, everything below the folder may have
    changed."""

    def __init__(self, files: object, on_change: object) -> None:
        self._files = files
        self._on_change = on_change
        self._watchers = Map()  # folder -> Watcher; None while the folder isn't there

    def keep(self, folders: list[str]) -> None:
        """Watches these from now on, and no others."""
        wanted: list[str] = []
        for folder in folders:
            while folder not in wanted:
                wanted.append(folder)
                folder = folder_of(folder)
        for folder in list(self._watchers.keys()):
            if folder not in wanted:
                self._close(folder)
                self._watchers.delete(folder)
        for folder in wanted:
            if not self._watchers.has(folder):
                self._watchers.set(folder, self._watch(folder))

    def _watch(self, folder: str) -> object:
        return self._files.watch(folder, lambda kind, name: self._heard(folder, name))

    def _close(self, folder: str) -> None:
        watcher = self._watchers.get(folder)
        if watcher is not None:
            watcher.close()

    async def _heard(self, folder: str, name: str) -> None:
        self._on_change(folder, name)
        changed = name if folder == '.' else f'{folder}/{name}'
        below = [other for other in self._watchers.keys() if is_below(other, changed if name != '' else folder)]
        if name == '':
            below.remove(folder)
        for other in sorted(below, key=lambda each: len(each)):  # what is above comes first
            await self._begin_again(other)

    async def _begin_again(self, folder: str) -> None:
        is_there = await self._is_there(folder)
        if self._watchers.has(folder):
            self._close(folder)
            self._watchers.set(folder, self._watch(folder) if is_there else None)
            self._on_change(folder, '')

    async def _is_there(self, folder: str) -> bool:
        try:
            await self._files.stat(folder)
            return True
        except Exception as error:
            console.debug('not watched', error)
            return False
