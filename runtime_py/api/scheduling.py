"""The option `scheduler` of boot, in the form that the kernel takes: `false`, or `{shares: {server: 50, ...}}`. Must not
know the kernel."""

from runtime_py.api.errors import ApiError
from runtime_py.resources.scheduling.classes import default_shares, read_shares


def scheduler_changes(given: object) -> list:
    """Changes from the default."""
    if given is None or given is True:
        return []
    if given is False:
        return ['off']
    shares = given.shares
    if js_typeof(given) != 'object' or js_typeof(shares) != 'object' or shares is None:
        raise invalid('should be a boolean or {shares: {class: number, ...}}')
    text = ','.join([f'{name}={shares[name]}' for name in Object.keys(shares)])
    problem = read_shares(text, default_shares())
    if problem != '':
        raise invalid(problem)
    return [f'shares {text}']


def invalid(why: str) -> object:
    return ApiError('ERR_INVALID_ARG_VALUE', f'scheduler: {why}')
