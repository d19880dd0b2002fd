"""curl's options: which exist, the files that hold some (-K, ~/.curlrc), and netrc."""

from __future__ import annotations

from runtime_py.platform.octets import to_text
from runtime_py.shell.context import Context
from runtime_py.shell.support.options import Options
from runtime_py.shell.utilities.curl.request import CurlProblem

LETTERS = 'sSo:OX:H:d:GiILvfu:A:w:m:k#gNe:b:x:F:T:D:c:jJr:C:nRK:qZ46'
LONG = [
    'silent',
    'show-error',
    'output=',
    'remote-name',
    'remote-name-all',
    'remote-header-name',
    'remote-time',
    'output-dir=',
    'create-dirs',
    'no-clobber',
    'remove-on-error',
    'request=',
    'request-target=',
    'header=',
    'data=',
    'data-raw=',
    'data-binary=',
    'data-ascii=',
    'data-urlencode=',
    'url-query=',
    'json=',
    'form=',
    'form-string=',
    'upload-file=',
    'get',
    'include',
    'head',
    'dump-header=',
    'location',
    'location-trusted',
    'post301',
    'post302',
    'post303',
    'verbose',
    'fail',
    'fail-with-body',
    'fail-early',
    'user=',
    'basic',
    'oauth2-bearer=',
    'netrc',
    'netrc-optional',
    'netrc-file=',
    'user-agent=',
    'write-out=',
    'max-time=',
    'max-filesize=',
    'connect-timeout=',
    'max-redirs=',
    'retry=',
    'retry-delay=',
    'retry-max-time=',
    'retry-connrefused',
    'retry-all-errors',
    'range=',
    'continue-at=',
    'compressed',
    'url=',
    'globoff',
    'referer=',
    'cookie=',
    'cookie-jar=',
    'junk-session-cookies',
    'proxy=',
    'noproxy=',
    'proto=',
    'proto-default=',
    'config=',
    'disable',
    # how the network is used is the browser's affair
    'insecure',
    'no-buffer',
    'progress-bar',
    'no-progress-meter',
    'parallel',
    'parallel-max=',
    'ipv4',
    'ipv6',
    'http1.1',
    'http2',
    'tlsv1',
    'tlsv1.0',
    'tlsv1.1',
    'tlsv1.2',
    'tlsv1.3',
    'ssl-reqd',
    'keepalive-time=',
    'no-keepalive',
    'tcp-nodelay',
    'no-sessionid',
]
NUMBERS = [
    *['m', 'max-time', 'max-redirs', 'connect-timeout', 'retry', 'retry-delay', 'retry-max-time', 'max-filesize'],
    'parallel-max',
]
_RC = '.curlrc'


def all_of(options: Options, letter: str, name: str) -> list[str]:
    return [*options.all_values(letter), *options.all_values(name)]


def one_of(options: Options, letter: str, name: str) -> str:
    return options.value(letter, options.value(name))


async def with_files(context: Context, args: list[str]) -> list[str]:
    """The arguments, before which come those of ~/.curlrc (unless -q is the first) and those of -K files. Raises
    CurlProblem 26."""
    found: list[str] = []
    if len(args) == 0 or args[0] not in ('-q', '--disable'):
        home = context.env.get('CURL_HOME') or context.env.get('HOME') or ''
        content = context.system.read_file(context.path(f'{home}/{_RC}')) if home != '' else -1
        found = [] if isinstance(content, int) else arguments_in(to_text(content))
    k = 0
    while k < len(args):
        if args[k] in ('-K', '--config') and k + 1 < len(args):
            if args[k + 1] == '-':
                text = to_text(await context.read_all())
            else:
                content = context.system.read_file(context.path(args[k + 1]))
                if isinstance(content, int):
                    raise CurlProblem(26, f"cannot read config from '{args[k + 1]}'")
                text = to_text(content)
            found.extend(arguments_in(text))
            k += 2
        else:
            found.append(args[k])
            k += 1
    return found


def arguments_in(text: str) -> list[str]:
    """The lines of a file: `option = "value"`, `option value`, `option: value`, with or without dashes."""
    found: list[str] = []
    for line in text.split('\n'):
        line = line.strip()
        if line == '' or line.startswith('#'):
            continue
        end = 0
        while end < len(line) and line[end] not in ' \t=:':
            end += 1
        name = line[:end]
        found.append(name if name.startswith('-') else '--' + name)
        value = line[end:].strip(' \t')
        value = value[1:].strip(' \t') if value[:1] in ('=', ':') and value != '' else value
        if value != '':
            found.append(_quoted(value) if value.startswith('"') else value)
    return found


def _quoted(text: str) -> str:
    found = ''
    k = 1
    while k < len(text) and text[k] != '"':
        if text[k] == '\\' and k + 1 < len(text):
            k += 1
            at = 'tnrv'.find(text[k])
            found += '\t\n\r\x0b'[at] if at >= 0 else text[k]
        else:
            found += text[k]
        k += 1
    return found


def login_for(text: str, host: str) -> str:
    """`login:password` of a host in a netrc file, '' when there is none."""
    words = text.split()
    k = 0
    login, password = '', ''
    matches = False
    while k < len(words):
        word = words[k]
        if word == 'machine' or word == 'default':
            if matches and login != '':
                return f'{login}:{password}'
            matches = word == 'default' or (k + 1 < len(words) and words[k + 1] == host)
            login, password = '', ''
            k += 1 if word == 'default' else 2
        elif word in ('login', 'password', 'account', 'macdef'):
            value = words[k + 1] if k + 1 < len(words) else ''
            login = value if word == 'login' else login
            password = value if word == 'password' else password
            k += 2
        else:
            k += 1
    return f'{login}:{password}' if matches and login != '' else ''
