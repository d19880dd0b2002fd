"""The result of `fs.stat` and `fs.lstat`: Node's `fs.Stats`. Must not know where the numbers come from."""

from runtime_py.vfs.layout import S_IFBLK, S_IFCHR, S_IFDIR, S_IFIFO, S_IFLNK, S_IFMT, S_IFREG, S_IFSOCK

KINDS = {
    'isFile': S_IFREG,
    'isDirectory': S_IFDIR,
    'isSymbolicLink': S_IFLNK,
    'isFIFO': S_IFIFO,
    'isSocket': S_IFSOCK,
    'isCharacterDevice': S_IFCHR,
    'isBlockDevice': S_IFBLK,
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
