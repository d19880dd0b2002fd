"""The result of `fs.stat` and `fs.lstat`: Node's `fs.Stats`. Must not know where the numbers come from."""

from runtime_py.vfs.layout import S_IFMT

KINDS = {
    'isFile': 0x8000,
    'isDirectory': 0x4000,
    'isSymbolicLink': 0xA000,
    'isFIFO': 0x1000,
    'isSocket': 0xC000,
    'isCharacterDevice': 0x2000,
    'isBlockDevice': 0x6000,
}
FIELDS = ['dev', 'mode', 'nlink', 'uid', 'gid', 'rdev', 'blksize', 'ino', 'size', 'blocks']
TIMES = ['atime', 'mtime', 'ctime', 'birthtime']


class Stats:
    """`numbers`: the ten fields, then seconds and nanoseconds of the four times."""

    def __init__(self: object, numbers: list):
        for k in range(len(FIELDS)):
            self[FIELDS[k]] = numbers[k]
        for k in range(len(TIMES)):
            milliseconds = numbers[10 + 2 * k] * 1000 + numbers[11 + 2 * k] / 1e6
            self[TIMES[k] + 'Ms'] = milliseconds
            self[TIMES[k]] = Date(milliseconds)

    def isFile(self) -> bool:
        return self._is('isFile')

    def isDirectory(self) -> bool:
        return self._is('isDirectory')

    def isSymbolicLink(self) -> bool:
        return self._is('isSymbolicLink')

    def isFIFO(self) -> bool:
        return self._is('isFIFO')

    def isSocket(self) -> bool:
        return self._is('isSocket')

    def isCharacterDevice(self) -> bool:
        return self._is('isCharacterDevice')

    def isBlockDevice(self) -> bool:
        return self._is('isBlockDevice')

    def _is(self: object, name: str) -> bool:
        return (self.mode & S_IFMT) == KINDS[name]
