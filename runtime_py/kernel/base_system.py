"""The initial files of a machine: programs in /usr/bin, devices, /etc, the home folder.

Written at every boot, so that a new version brings its programs; existing files in /etc and the home folder are
kept."""

from runtime_py.platform.bytes import encode
from runtime_py.platform.errno import EEXIST, OsError
from runtime_py.sys.mount_table import PROC, mount_proc
from runtime_py.vfs.layout import S_IFCHR, S_IFREG

HOME = '/home/user'
HOSTNAME = 'terrarium'
NPMRC = '/usr/local/etc/npmrc'
NPMRC_MARK = '/usr/local/etc/.npmrc-of-page'  # the file beside it names its owner
BIN_OF_PACKAGES = '/node_modules/.bin'

FOLDERS: list[list] = [
    ['/bin', 0o755],
    ['/dev', 0o755],
    ['/dev/pts', 0o755],
    ['/dev/shm', 0o1777],
    ['/etc', 0o755],
    ['/home', 0o755],
    [HOME, 0o755],
    ['/mnt', 0o755],
    ['/opt', 0o755],
    ['/proc', 0o555],
    ['/root', 0o700],
    ['/run', 0o755],
    ['/tmp', 0o1777],
    ['/usr', 0o755],
    ['/usr/bin', 0o755],
    ['/usr/lib', 0o755],
    ['/usr/local', 0o755],
    ['/usr/local/bin', 0o755],
    ['/usr/local/lib', 0o755],
    ['/usr/share', 0o755],
    ['/var', 0o755],
    ['/var/tmp', 0o1777],
]

DEV_MODE = 0o555
DEV_LINKS = [
    ['fd', '/proc/self/fd'],
    ['stdin', '/proc/self/fd/0'],
    ['stdout', '/proc/self/fd/1'],
    ['stderr', '/proc/self/fd/2'],
]

# The page's terminal is a login shell: who has only a ~/.bashrc means it for this one too.
LOGIN_PROFILE = """# /etc/profile: read by login shells.

if [ -n "${BASH-}" ] && [ -n "${PS1-}" ]; then
  HISTCONTROL=ignoreboth HISTSIZE=1000 HISTFILESIZE=2000
  if [ ! -e ~/.bash_profile ] && [ ! -e ~/.bash_login ] && [ ! -e ~/.profile ] && [ -r ~/.bashrc ]; then
    . ~/.bashrc
  fi
fi
"""

ETC = [
    [
        '/etc/passwd',
        f'root:x:0:0:root:/root:/bin/sh\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n'
        f'user:x:1000:1000:user:{HOME}:/bin/bash\n',
    ],
    ['/etc/group', 'root:x:0:\ndaemon:x:1:\ntty:x:5:\nnogroup:x:65534:\nuser:x:1000:\n'],
    ['/etc/hosts', f'127.0.0.1\tlocalhost\n::1\tlocalhost\n127.0.0.1\t{HOSTNAME}\n'],
    ['/etc/hostname', HOSTNAME + '\n'],
    ['/etc/os-release', 'NAME="Terrarium"\nID=terrarium\nPRETTY_NAME="Terrarium"\n'],
    ['/etc/profile', LOGIN_PROFILE],
    ['/etc/shells', '/bin/sh\n/bin/bash\n/bin/jsh\n'],
]


def working_folder(name: str) -> str:
    """The folder of an embedder's files: /home/NAME as in `@webcontainer/api`; without a name, the page's own."""
    return f'/home/{name}' if name != '' else HOME + '/project'


def move_working_folder(system: object, name: str, workdir: str) -> None:
    """Moves the folder, which earlier versions had inside the home folder."""
    former = f'{HOME}/{name}'
    if name != '' and system.exists(former) and not system.exists(workdir):
        system.rename(former, workdir)


def make_tree(system: object, programs: list, workdir: str) -> None:
    """`programs` are the names of all applets. Raises OsError when there is no room."""
    for path, mode in FOLDERS:
        make_folder(system, path, mode)
    make_folder(system, workdir, 0o755)
    make_devices(system)
    for number in system.readdir('/dev/pts'):
        system.unlink('/dev/pts/' + number)  # left by an earlier machine
    mounted = mount_proc(system.fs)
    if mounted < 0:
        raise OsError(-mounted, 'mount', PROC)
    for path, text in ETC:
        if not system.exists(path):
            write(system, path, text, 0o644)
    names_in_bin = system.readdir('/bin')
    for name in programs:
        write(system, '/usr/bin/' + name, f'#!/usr/bin/terrarium {name}\n', 0o755)
        if name not in names_in_bin:
            system.symlink('/usr/bin/' + name, '/bin/' + name)


def set_npmrc(system: object, text: str) -> None:
    """npm's global configuration comes from the embedder: one from an earlier boot is removed. Files of the user and
    the project take precedence."""
    if text != '':
        make_folder(system, NPMRC[: NPMRC.rfind('/')], 0o755)
        for path, content in [[NPMRC, text], [NPMRC_MARK, '']]:
            result = system.write_file(path, encode(content), 0o644)
            if result < 0:
                raise OsError(-result, 'open', path)
    elif system.exists(NPMRC_MARK):
        system.unlink(NPMRC)
        system.unlink(NPMRC_MARK)


def make_devices(system: object) -> None:
    """/dev is made read-only afterwards: every program would miss what is removed there by mistake. Writes nothing when
    everything is in order."""
    nodes = system.machine.kinds.nodes
    out = [0.0 for _ in range(18)]
    if (system.mode_of('/dev') & 0o777) == DEV_MODE and all(
        [system.lstat('/dev/' + made[0], out) == 0 for made in [*nodes, *DEV_LINKS]]
    ):
        return
    system.chmod('/dev', 0o755)
    for name, rdev in nodes:
        system.fs.mknod('/dev/' + name, S_IFCHR | 0o666, rdev)
    for name, target in DEV_LINKS:
        system.symlink(target, '/dev/' + name)
    system.chmod('/dev', DEV_MODE)


def make_folder(system: object, path: str, mode: int) -> None:
    """Makes a folder with its parents."""
    at = path.rfind('/')
    if at > 0 and not system.exists(path[:at]):
        make_folder(system, path[:at], 0o755)
    result = system.mkdir(path, 0o777)
    if result < 0 and result != -EEXIST:
        raise OsError(-result, 'mkdir', path)
    if result >= 0:
        system.chmod(path, mode)


def write(system: object, path: str, text: str, mode: int) -> None:
    """Writes a file unless it has the right size already: the boot reads no contents."""
    data = encode(text)
    found = Float64Array(18)
    if system.lstat(path, found) == 0 and found[1] == (S_IFREG | mode) and found[8] == len(data):
        return
    result = system.write_file(path, data, mode)
    if result < 0:
        raise OsError(-result, 'open', path)
    system.chmod(path, mode)


def search_path(workdir: str, cwd: str) -> str:
    """PATH, which also finds the programs of the project's packages, after the machine's own."""
    folders = [
        '/usr/local/bin',
        '/usr/bin',
        '/bin',
        *([cwd + BIN_OF_PACKAGES] if cwd != workdir else []),
        workdir + BIN_OF_PACKAGES,
    ]
    return ':'.join(folders)


def default_env(workdir: str) -> list:
    return [
        f'PATH={search_path(workdir, workdir)}',
        f'HOME={HOME}',
        'USER=user',
        'LOGNAME=user',
        'SHELL=/bin/bash',
        'LANG=C.UTF-8',
        f'HOSTNAME={HOSTNAME}',
        'EDITOR=vi',
        'TMPDIR=/tmp',
        f'PWD={workdir}',
    ]
