"""The members of `WebContainer` that are one request to the kernel, with its result: mounts, checkpoints, damage, the
audit log, behaviour, the firewall, usage. The original has only `workdir` and `path`.

Must not know how a machine begins or ends."""

from typing import Any

from runtime_py.api.paths import resolve


class MachineRequests:
    """A subclass sets `_link` and `_info` when the machine has booted."""

    def __init__(self):
        self._link: Any = None
        self._info: Any = None

    @property
    def workdir(self) -> str:
        return self._info.workdir

    @property
    def path(self) -> str:
        return self._info.path

    def resources(self) -> object:
        """What the machine and each process have used until now (docs/RESOURCES.md)."""
        return self._link.request('resources', [])

    def mountFolder(self, handle: object, path: str, options: object = None) -> object:
        """Mounts a folder of the user's disk (a FileSystemDirectoryHandle), synchronized both ways, on a folder of the
        machine."""
        return self._link.request(
            'mount.folder', [handle, resolve(self.workdir, path), options is not None and Boolean(options.readOnly)]
        )

    def mountImage(self, image: str, path: str) -> object:
        """Mounts a .zip file of the machine as a read-only folder: contents are unpacked on demand."""
        return self._link.request('mount.image', [resolve(self.workdir, image), resolve(self.workdir, path)])

    def mounts(self) -> object:
        """`{source, path, type, readOnly}` of each mount, the root first."""
        return self._link.request('mounts', [])

    async def unmount(self, path: str) -> None:
        """Unmounts a path of `mounts()`, or one below the working folder. Changes in a folder of the disk are written
        when this resolves."""
        mounts = await self.mounts()
        absolute = [mount.path for mount in mounts if mount.path == path]
        await self._link.request('umount', [path if len(absolute) > 0 else resolve(self.workdir, path)])

    def sync(self) -> object:
        """Resolves when all files are in the browser's storage."""
        return self._link.request('sync', [])

    def usage(self) -> object:
        """The machine's use of the host's resources: `{memory, storage, quota}` in bytes."""
        return self._link.request('usage', [])

    async def audit(self) -> object:
        """`{records, text, problems}`: the audit log, and what is wrong with its chain."""
        text = await self._link.request('audit.read', [])
        records = [JSON.parse(line) for line in text.split('\n') if line != '']
        return {'records': records, 'text': text, 'problems': await self._link.request('audit.verify', [])}

    async def behaviour(self) -> object:
        """Programs that are restricted because of what they did: `[{name, score, level}]`."""
        rows = await self._link.request('behaviour', ['list', []])
        return [{'name': row[0], 'score': row[1], 'level': row[2]} for row in rows]

    def allowBehaviour(self, name: str) -> object:
        """Allows what a program did: it goes on, and it is usual from now on."""
        return self._link.request('behaviour', ['allow', [name]])

    async def firewall(self, mode: str = '') -> object:
        """`{mode, rules, seen}`, after a change of the mode: learning, proposing or enforcing."""
        if mode != '':
            await self._link.request('firewall', ['mode', [mode]])
        return JSON.parse(await self._link.request('firewall', ['list', []]))

    def checkpoint(self, name: str = '') -> object:
        """Names the present state of all files: `{name, time, automatic}`."""
        return self._link.request('checkpoint', [name])

    def checkpoints(self) -> object:
        """The newest first."""
        return self._link.request('checkpoints', [])

    def removeCheckpoint(self, name: str) -> object:
        return self._link.request('checkpoint.remove', [name])

    def rollback(self, name: str) -> object:
        """Resets all files to a checkpoint; the present state becomes a checkpoint too."""
        return self._link.request('rollback', [name])

    def damaged(self) -> object:
        """Records of the workspace that could not be read: [name, bytes] each."""
        return self._link.request('damaged', [])

    def forgetDamaged(self) -> object:
        """Discards them."""
        return self._link.request('damaged.clear', [])
