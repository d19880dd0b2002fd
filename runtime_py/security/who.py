"""The name under which a program's behaviour is remembered: what it is to a person, not its process. Pure."""

from __future__ import annotations

from runtime_py.security.subject import Subject

_WITH_VALUE = [
    '-r',
    '--require',
    '--import',
    '--loader',
    '--experimental-loader',
    '-C',
    '--conditions',
    '--env-file',
    '--title',
    '--stack-trace-limit',
]
_TEXTS = ['-e', '--eval', '-p', '--print', '-pe', '-c']
_SHELLS = ['sh', 'bash', 'ash', 'dash']


class Who:
    """`name`: `webpack`, `node /home/user/app/server.js`, `postinstall of left-pad`. `package`: '' if no package's code
    was started. `has_name` is False for text given on the command line, which is another program each time."""

    def __init__(self, name: str, package_name: str, has_name: bool) -> None:
        self.name = name
        self.package = package_name
        self.has_name = has_name


def who_of(path: str, argv: list[str], cwd: str, subject: Subject) -> Who:
    """`path`: the program's file."""
    program = _last(path)
    if subject.package != '':
        name = f'{subject.script} of {subject.package}' if subject.script != '' else subject.package
        return Who(name, subject.package, True)
    is_of_system = '/' not in path or path.startswith('/usr/') or path.startswith('/bin/')
    if not is_of_system:
        return Who(path, '', True)  # whoever made the file chose its name, maybe that of a known program
    if program != 'node' and program not in _SHELLS:
        return Who(program, '', True)
    script = script_of(argv)
    if script == '':
        return Who(program, '', False)
    full = script if script.startswith('/') else f'{"" if cwd == "/" else cwd}/{script}'
    package_name = package_of(full)
    if package_name != '':
        return Who(package_name, package_name, True)
    return Who(f'{program} {full}', '', True)


def script_of(argv: list[str]) -> str:
    """The file that node or a shell is told to run, '' for none."""
    k = 1
    while k < len(argv):
        word = argv[k]
        if word in _TEXTS:
            return ''
        if not word.startswith('-'):
            return word
        k += 2 if word in _WITH_VALUE else 1
    return ''


def text_of(argv: list[str]) -> str:
    """The program text on the command line, '' for none."""
    k = 1
    while k < len(argv) - 1 and argv[k].startswith('-'):
        if argv[k] in _TEXTS:
            return argv[k + 1]
        k += 2 if argv[k] in _WITH_VALUE else 1
    return ''


def package_of(path: str) -> str:
    """The package whose file it is; '' for a file of no package. A command in .bin has the name of the command."""
    at = path.rfind('/node_modules/')
    if at < 0:
        return ''
    names = path[at + len('/node_modules/') :].split('/')
    if names[0] == '.bin' and len(names) > 1:
        return names[1]
    if names[0].startswith('@') and len(names) > 1:
        return f'{names[0]}/{names[1]}'
    return '' if names[0].startswith('.') else names[0]


def _last(path: str) -> str:
    return path[path.rfind('/') + 1 :]
