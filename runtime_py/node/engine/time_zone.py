"""The time zone in the variable TZ, for `Date` and `Intl.DateTimeFormat`: an engine in a browser uses only the user's
zone.

Nothing is changed until a program has a TZ. From then on Date's local methods compute with the zone's offset, and the
constructors are wrapped where they read or return local time. A name is interpreted as by ICU: a zone of the database;
`NAME+H[:MM]`; any other name with digits is invalid and means the user's own zone; other names are unknown and mean
UTC. Knows: offsets by Intl. Must not know the environment."""

from __future__ import annotations

from runtime_py.node.engine.proxies import HostProxy
from runtime_py.platform.host import HostDate

HostFormat = globalThis.Intl.DateTimeFormat
_Map = globalThis.Map
_prototype = HostDate.prototype
_parse = HostDate.parse
_utc = getattr(HostDate, 'UTC')
_original = Object.fromEntries(Object.getOwnPropertyNames(_prototype).map(lambda name: [name, _prototype[name]]))
_MINUTE = 60000
_DAY = 86400000
_SLICE = 15 * _MINUTE  # offsets change only at whole quarters of an hour
_MOST_KEPT = 5000
_FIXED = js_regexp('^[A-Za-z]{3,}([+-]?)([0-9]{1,2})(?::([0-9]{2}))?$', '')
_DIGIT = js_regexp('[0-9]', '')
_DATABASE_WITH_DIGITS = js_regexp('^Etc/GMT[+-]?[0-9]{1,2}$', '')
_AMERICAN = {
    'EST5EDT': 'America/New_York',
    'CST6CDT': 'America/Chicago',
    'MST7MDT': 'America/Denver',
    'PST8PDT': 'America/Los_Angeles',
}
_ISO_LOCAL = js_regexp(
    '^(?:[+-][0-9]{6}|[0-9]{4})-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?$', ''
)
_ISO = js_regexp('^(?:[+-][0-9]{6}|[0-9]{4})(?:-[0-9]{2}(?:-[0-9]{2})?)?(?:T[0-9:.,]*Z?)?$', '')
_IN_BRACKETS = js_regexp('\\([^)]*\\)', 'g')
_ZONE_WORD = js_regexp('(?:^|[^A-Za-z])(?:UTC?|GMT|Z|[ECMP][SD]T)(?![A-Za-z])', 'i')
_OFFSET_AFTER_TIME = js_regexp('[0-9]:.*[+-][0-9]', '')
_GETTERS = {
    'getDate': 'getUTCDate',
    'getDay': 'getUTCDay',
    'getFullYear': 'getUTCFullYear',
    'getHours': 'getUTCHours',
    'getMilliseconds': 'getUTCMilliseconds',
    'getMinutes': 'getUTCMinutes',
    'getMonth': 'getUTCMonth',
    'getSeconds': 'getUTCSeconds',
}
_SETTERS = {
    'setDate': 'setUTCDate',
    'setFullYear': 'setUTCFullYear',
    'setHours': 'setUTCHours',
    'setMilliseconds': 'setUTCMilliseconds',
    'setMinutes': 'setUTCMinutes',
    'setMonth': 'setUTCMonth',
    'setSeconds': 'setUTCSeconds',
}


class NamedZone:
    """A zone of the engine's database."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._offsets = js_new(_Map)
        self._fields = js_new(
            HostFormat,
            'en-US',
            {
                'timeZone': name,
                'hourCycle': 'h23',
                'era': 'short',
                'year': 'numeric',
                'month': 'numeric',
                'day': 'numeric',
                'hour': 'numeric',
                'minute': 'numeric',
                'second': 'numeric',
            },
        )
        self._long = js_new(HostFormat, 'en-US', {'timeZone': name, 'timeZoneName': 'long'})

    def offset(self, ms: float) -> float:
        """Milliseconds east of Greenwich at this time."""
        at = Math.floor(ms / _SLICE)
        found = self._offsets.get(at)
        if found is None:
            if self._offsets.size > _MOST_KEPT:
                self._offsets.clear()
            found = self._look_up(ms)
            self._offsets.set(at, found)
        return found

    def _look_up(self, ms: float) -> float:
        part = {}
        for each in self._fields.formatToParts(ms):
            part[each.type] = each.value
        year = Number(part.year) if part.era == 'AD' or part.era == 'A' else 1 - Number(part.year)
        local = js_new(HostDate, 0)
        _original.setUTCFullYear.call(local, year, Number(part.month) - 1, Number(part.day))
        _original.setUTCHours.call(local, Number(part.hour), Number(part.minute), Number(part.second), 0)
        return _original.getTime.call(local) - Math.floor(ms / 1000) * 1000

    def long_name(self, ms: float) -> str:
        found = self._long.formatToParts(ms).find(lambda part: part.type == 'timeZoneName').value
        # old local mean times have no name: V8 uses the name of standard time
        return self.long_name(0) if ms < 0 and found.startswith('GMT') else found


class FixedZone:
    """`name` is an equivalent zone that Intl accepts; programs see none."""

    def __init__(self, minutes: int) -> None:
        self._offset = minutes * _MINUTE
        self.name = ('-' if minutes < 0 else '+') + _clock(Math.abs(minutes), ':')

    def offset(self, ms: float) -> float:
        return self._offset

    def long_name(self, ms: float) -> str:
        return f'GMT{self.name}'


def _two(number: int) -> str:
    return str(number).padStart(2, '0')


def _clock(minutes: int, separator: str) -> str:
    return f'{_two(Math.floor(minutes / 60))}{separator}{_two(Math.floor(minutes) % 60)}'


def zone_of(variable: str) -> object:
    """None means the user's own."""
    name = variable[1:] if variable.startswith(':') else variable
    if Object.hasOwn(_AMERICAN, name):
        return NamedZone(_AMERICAN[name])
    fixed = _FIXED.exec(name)
    if _DIGIT.test(name) and not _DATABASE_WITH_DIGITS.test(name):
        if fixed is None or fixed[3] is not None:
            return None
        hours = Number(fixed[2])
        return FixedZone(hours * 60 if fixed[1] == '-' else -hours * 60)
    try:
        found = js_new(HostFormat, 'en-US', {'timeZone': name})
    except Exception:
        return FixedZone(0)
    # the engine accepts names in any case, the database has one spelling
    has_capitals = name != name.lower()
    return NamedZone(name) if has_capitals and found is not None else FixedZone(0)


class LocalTime:
    """States: unwrapped -> wrapped; `zone` is None while the user's own is used."""

    def __init__(self) -> None:
        self.zone = None
        self.wrapped = False
        self.variable = js_undefined  # the value of TZ

    def choose(self, variable: object) -> None:
        """`variable`: the value of TZ, or undefined."""
        self.variable = variable
        zone = None if variable is None else zone_of(variable)
        if zone is not None and not self.wrapped:
            self.wrapped = True
            wrap_methods(self)
            wrap_constructors(self)
        self.zone = zone

    def local(self, ms: float) -> float:
        """A time whose UTC fields are the zone's local ones."""
        return ms + self.zone.offset(ms)

    def utc(self, local: float) -> float:
        """The time at which the zone's clocks show this: the earlier of two; within a gap, by the offset before it
        (ECMA-262, UTC(t))."""
        if Number.isNaN(local) or Math.abs(local) > 8.64e15 + _DAY:
            return NaN
        before = self.zone.offset(local - _DAY)
        after = self.zone.offset(local + _DAY)
        early = local - before
        if before == after or self.zone.offset(early) == before:
            return early
        late = local - after
        return late if self.zone.offset(late) == after else early

    def is_own(self, date: object) -> bool:
        """Whether the engine's own methods are used: without a zone, and near the limits of time, which the zone's
        clocks can't show."""
        return self.zone is None or not is_date(date) or Math.abs(_original.getTime.call(date)) > 8.64e15 - _DAY

    def shifted(self, date: object) -> object:
        """A Date whose UTC fields are the zone's; an invalid one stays invalid."""
        ms = _original.getTime.call(date)
        return js_new(HostDate, NaN if Number.isNaN(ms) else self.local(ms))

    def from_fields(self, fields: list) -> float:
        """`new Date(year, month, ...)`."""
        return self.utc(_utc(*fields))

    def parse(self, text: str) -> float:
        ms = _parse(text)
        if Number.isNaN(ms) or not is_local_text(text):
            return ms
        return self.utc(_parse(f'{text}Z' if _ISO_LOCAL.test(text) else f'{text} UTC'))


def is_local_text(text: str) -> bool:
    """Whether it is read as local time: it names no zone, and isn't a date in ISO format."""
    if _ISO_LOCAL.test(text):
        return True
    if _ISO.test(text):
        return False
    bare = text.replace(_IN_BRACKETS, '')
    return not (_ZONE_WORD.test(bare) or _OFFSET_AFTER_TIME.test(bare))


def put_method(name: str, made: object) -> None:
    """Replaces the engine's method, with the same name and length."""
    Object.defineProperty(made, 'name', {'value': name, 'configurable': True})
    Object.defineProperty(made, 'length', {'value': _original[name].length, 'configurable': True})
    js_delete(made, 'prototype')
    Object.defineProperty(
        _prototype, name, {'value': made, 'writable': True, 'enumerable': False, 'configurable': True}
    )


def wrap_methods(time: LocalTime) -> None:
    for name in Object.keys(_GETTERS):
        wrap_getter(time, name, _original[_GETTERS[name]])
    for name in Object.keys(_SETTERS):
        wrap_setter(time, name, _original[_SETTERS[name]])

    def get_year():
        date = js_this
        return _original.getYear.call(date) if time.zone is None else date.getFullYear() - 1900

    def set_year(year):
        date = js_this
        if time.zone is None:
            return _original.setYear.call(date, year)
        number = Math.trunc(Number(year))
        return date.setFullYear(1900 + number if 0 <= number <= 99 else number)

    def get_offset():
        date = js_this
        ms = _original.getTime.call(date)
        return (
            _original.getTimezoneOffset.call(date)
            if time.zone is None or Number.isNaN(ms)
            else -time.zone.offset(ms) / _MINUTE + 0
        )

    put_method('getYear', js_func(get_year))
    put_method('setYear', js_func(set_year))
    put_method('getTimezoneOffset', js_func(get_offset))
    wrap_texts(time)


def wrap_getter(time: LocalTime, name: str, utc: object) -> None:
    own = _original[name]

    def get():
        date = js_this
        return own.call(date) if time.is_own(date) else utc.call(time.shifted(date))

    put_method(name, js_func(get))


def wrap_setter(time: LocalTime, name: str, utc: object) -> None:
    own = _original[name]

    def put(*values):
        date = js_this
        if time.zone is None:
            return own.call(date, *values)
        shifted = time.shifted(date)
        if name == 'setFullYear' and Number.isNaN(_original.getTime.call(shifted)):
            shifted = js_new(HostDate, 0)  # an invalid one starts over
        local = utc.call(shifted, *values)
        return _original.setTime.call(date, time.utc(local))

    put_method(name, js_func(put))


def wrap_texts(time: LocalTime) -> None:
    def clock_text(date):
        ms = _original.getTime.call(date)
        minutes = Math.trunc(time.zone.offset(ms) / _MINUTE)
        at = js_new(HostDate, time.local(ms))
        text = _original.toISOString.call(at)
        hours = text.slice(text.indexOf('T') + 1, text.indexOf('T') + 9)
        return f'{hours} GMT{"-" if minutes < 0 else "+"}{_clock(Math.abs(minutes), "")} ({time.zone.long_name(ms)})'

    def day_text(date):
        at = time.shifted(date)
        # `Tue, 14 Nov 2023 ...`
        words = _original.toUTCString.call(at).split(' ')
        return f'{words[0].slice(0, 3)} {words[2]} {words[1]} {words[3]}'

    def wrap_text(name, make):
        def text():
            date = js_this
            if time.is_own(date) or Number.isNaN(_original.getTime.call(date)):
                return _original[name].call(date)
            return make(date)

        put_method(name, js_func(text))

    wrap_text('toString', lambda date: f'{day_text(date)} {clock_text(date)}')
    wrap_text('toDateString', day_text)
    wrap_text('toTimeString', clock_text)
    for name in ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString']:
        wrap_locale_text(time, name)


def in_zone(time: LocalTime, options: object) -> object:
    """The options of a format, with our zone unless the program names one."""
    is_null = options is None and options is not js_undefined  # Intl refuses it
    if time.zone is None or is_null or (options is not None and options.timeZone is not None):
        return options
    return Object.create(
        {} if options is None else Object(options),
        {'timeZone': {'value': time.zone.name, 'enumerable': True, 'writable': True, 'configurable': True}},
    )


def wrap_locale_text(time: LocalTime, name: str) -> None:
    own = _original[name]

    def text(locales=js_undefined, options=js_undefined):
        date = js_this
        return own.call(date, locales, in_zone(time, options))

    put_method(name, js_func(text))


def wrap_constructors(time: LocalTime) -> None:
    date = wrapped_date(time)
    replace(globalThis, 'Date', date)
    replace(_prototype, 'constructor', date)
    formats = js_new(
        HostProxy,
        HostFormat,
        {
            'construct': lambda target, args, made_by: noted(
                time, Reflect.construct(target, [args[0], in_zone(time, args[1])], made_by), args[1]
            ),
            'apply': lambda target, receiver, args: noted(
                time, js_new(HostFormat, args[0], in_zone(time, args[1])), args[1]
            ),
        },
    )
    replace(globalThis.Intl, 'DateTimeFormat', formats)
    replace(HostFormat.prototype, 'constructor', formats)
    resolved = HostFormat.prototype.resolvedOptions

    def resolved_options():
        format_ = js_this
        found = resolved.call(format_)
        if _unnamed.has(format_):
            found.timeZone = js_undefined
        return found

    replace(HostFormat.prototype, 'resolvedOptions', js_func(resolved_options))


_unnamed = js_new(globalThis.WeakSet)  # formats in a zone without a name


def noted(time: LocalTime, made: object, options: object) -> object:
    if js_instanceof(time.zone, FixedZone) and (options is None or options.timeZone is None):
        _unnamed.add(made)
    return made


def replace(holder: object, name: str, value: object) -> None:
    descriptor = Object.getOwnPropertyDescriptor(holder, name)
    Object.defineProperty(
        holder, name, {'value': value, 'writable': True, 'enumerable': descriptor.enumerable, 'configurable': True}
    )


def wrapped_date(time: LocalTime) -> object:
    def construct(target, args, made_by):
        if time.zone is None or args.length == 0:
            return Reflect.construct(target, args, made_by)
        if args.length > 1:
            return Reflect.construct(target, [time.from_fields(args)], made_by)
        given = args[0]
        if js_typeof(given) == 'object' and given is not None and not is_date(given):
            given = to_primitive(given)
        return Reflect.construct(target, [time.parse(given) if js_typeof(given) == 'string' else given], made_by)

    def call(target, receiver, args):
        return js_new(HostDate).toString()

    def parse(text):
        return time.parse(String(text)) if time.zone is not None else _parse(text)

    replace(HostDate, 'parse', parse)
    return js_new(HostProxy, HostDate, {'construct': construct, 'apply': call})


def is_date(value: object) -> bool:
    try:
        _original.getTime.call(value)
        return True
    except Exception:
        return False


def to_primitive(value: object) -> object:
    """ToPrimitive without a hint."""
    own = value[Symbol.toPrimitive]
    if own is not None:
        return own.call(value, 'default')
    for name in ['valueOf', 'toString']:
        if js_typeof(value[name]) == 'function':
            found = value[name]()
            if js_typeof(found) != 'object' or found is None:
                return found
    raise TypeError('Cannot convert object to primitive value')


local_time = LocalTime()
