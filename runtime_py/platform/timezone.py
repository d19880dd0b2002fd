"""The user's time zone: offset and abbreviation at a given time."""
from runtime_py.platform.host import HostDate

_formats = globalThis.Intl


def offset_minutes(ms: float) -> int:
    """East of Greenwich is positive, at this time (summer time counts)."""
    return -HostDate(ms).getTimezoneOffset()


def zone_name(ms: float) -> str:
    """`UTC`, `EST`; `GMT+3` where the engine has no abbreviation."""
    for part in _formats.DateTimeFormat('en-US', {'timeZoneName': 'short'}).formatToParts(ms):
        if part['type'] == 'timeZoneName':
            return part['value']
    return 'UTC'
