"""Time zones known to the host: offset and abbreviation at a given time. '' is the user's own zone."""

from runtime_py.platform.host import HostDate

_Formats = globalThis.Intl.DateTimeFormat
# the engine knows the abbreviations used in each of these locales: EST, CEST, AEST
_LOCALES = ['en-US', 'en-GB', 'en-AU', 'en-NZ', 'en-IN', 'en-ZA', 'ja-JP', 'id-ID', 'en-NG', 'en-KE', 'en-HK']


def _zone_part(locale: str, style: str, ms: float, zone: str) -> str:
    options = {'timeZoneName': style}
    if zone != '':
        options['timeZone'] = zone
    for part in _Formats(locale, options).formatToParts(ms):
        if part['type'] == 'timeZoneName':
            return part['value']
    return ''


def has_zone(zone: str) -> bool:
    """Whether the host knows a zone such as Europe/Paris."""
    try:
        js_new(_Formats, 'en-US', {'timeZone': zone})
        return True
    except Exception:
        return False


def offset_minutes(ms: float, zone: str = '') -> int:
    """The offset at this time, including summer time; east of Greenwich is positive."""
    if zone == '':
        return -HostDate(ms).getTimezoneOffset()
    text = _zone_part('en-US', 'longOffset', ms, zone).removeprefix('GMT')  # -04:00
    if text == '':
        return 0
    hours, _, rest = text[1:].partition(':')
    minutes = int(hours) * 60 + (int(rest[:2]) if rest != '' else 0)
    return -minutes if text.startswith('-') else minutes


def zone_name(ms: float, zone: str = '') -> str:
    """`UTC`, `EST`, `CEST`; `+03` where there is no abbreviation, as in the zone database."""
    for locale in _LOCALES:
        name = _zone_part(locale, 'short', ms, zone)
        if name != '' and (name == 'GMT' or not name.startswith('GMT')):
            return name
    minutes = offset_minutes(ms, zone)
    size = abs(minutes)
    return (
        ('-' if minutes < 0 else '+')
        + str(size // 60).padStart(2, '0')
        + (str(size % 60).padStart(2, '0') if size % 60 != 0 else '')
    )
