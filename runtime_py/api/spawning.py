"""Converts callers' options for new programs to the kernel's form. Must not know processes."""

from runtime_py.api.errors import ApiError
from runtime_py.api.limits import limits_of
from runtime_py.api.paths import resolve

DEFAULT_TERMINAL = {'cols': 80, 'rows': 24}


def environment_of(given: object) -> object:
    """Names and values; without those that are undefined or null."""
    found = {}
    for name in Object.keys({} if given is None else given):
        if name == '' or '=' in name or '\0' in name:
            raise ApiError('ERR_INVALID_ARG_VALUE', f"'{name}' can't be the name of an environment variable")
        if given[name] is not None:
            found[name] = without_nul(given[name], f'the environment variable {name}')
    return found


def without_nul(given: object, what: str) -> str:
    """No program can be given a text with NUL, which would end it."""
    text = String(given)
    if '\0' in text:
        raise ApiError('ERR_INVALID_ARG_VALUE', f'{what} must be a text without null bytes')
    return text


def spawn_request(command: str, args: list, settings: object, workdir: str, defaults: object) -> object:
    """`defaults`: the environment that `boot` was given."""
    terminal = DEFAULT_TERMINAL if settings.terminal is None else settings.terminal
    return {
        'cmd': without_nul(command, 'the command'),
        'args': [without_nul(arg, 'an argument') for arg in args],
        'cwd': workdir if settings.cwd is None else resolve(workdir, settings.cwd),
        'env': Object.assign({}, defaults, environment_of(settings.env)),
        'terminal': None if terminal == False else {'cols': terminal.cols, 'rows': terminal.rows},  # noqa: E712
        'limits': limits_of(settings.limits),
        'output': settings.output != False,  # noqa: E712
        'policy': policy_text(settings.policy),
    }


def policy_text(given: object) -> str | None:
    """A policy as the kernel reads it: JSON. The name of a profile is one too; the kernel says what is wrong with
    it."""
    if given is None:
        return None
    text = JSON.stringify(given)
    if js_typeof(text) != 'string':
        raise ApiError('ERR_INVALID_ARG_VALUE', 'policy should be the name of a profile, or an object')
    return text


def npmrc_of(options: object) -> str:
    """npm's global configuration from the options `npmrc` (lines) and `registry` (a URL)."""
    lines = '' if options.npmrc is None else String(options.npmrc)
    if options.registry is None:
        return lines
    try:
        protocol = URL(options.registry).protocol
    except Exception:
        protocol = ''
    if protocol not in ('http:', 'https:'):
        raise ApiError('ERR_INVALID_ARG_VALUE', 'registry must be an http: or https: URL')
    return f'registry={URL(options.registry).href}\n{lines}'
