"""Host functions for SQLite's module, except files: the time, the time zone, more memory. Files go through the VFS
(vfs.py)."""

from __future__ import annotations

_DAY = 86400000


def host_calls(engine: object, host: object) -> object:
    def resize_heap(size):
        return 1 if engine.grow_to(size) else 0

    def clock_time_get(clock, precision, at):
        engine.i64[at >> 3] = BigInt(Math.round((host.now() if clock == 0 else host.monotonic()) * 1000000))
        return 0

    def localtime(seconds, at):
        put_local_time(engine.i32, at >> 2, js_new(Date, Number(seconds) * 1000))

    def environ_sizes_get(count_at, size_at):
        engine.i32[count_at >> 2] = 0
        engine.i32[size_at >> 2] = 0
        return 0

    def tzset(zone_at, daylight_at, standard_name, daylight_name):
        engine.i32[zone_at >> 2] = js_new(Date).getTimezoneOffset() * 60
        engine.i32[daylight_at >> 2] = 0

    return {
        'emscripten_date_now': host.now,
        'emscripten_get_now': host.monotonic,
        'emscripten_get_heap_max': lambda: 0x7FFFFFFF,
        'emscripten_resize_heap': resize_heap,
        'clock_time_get': clock_time_get,
        '_localtime_js': localtime,
        '_tzset_js': tzset,
        'environ_sizes_get': environ_sizes_get,
        'environ_get': lambda table, buffer: 0,
    }


def put_local_time(i32: Int32Array, at: int, date: object) -> None:
    """Fills a `struct tm`, in the process's own time zone."""
    year = date.getFullYear()
    day_of_year = Math.round((Date['UTC'](year, date.getMonth(), date.getDate()) - Date['UTC'](year, 0, 1)) / _DAY)
    offset = date.getTimezoneOffset()
    standard = max(js_new(Date, year, 0, 1).getTimezoneOffset(), js_new(Date, year, 6, 1).getTimezoneOffset())
    fields = [
        date.getSeconds(),
        date.getMinutes(),
        date.getHours(),
        date.getDate(),
        date.getMonth(),
        year - 1900,
        date.getDay(),
        day_of_year,
        1 if offset < standard else 0,
        -offset * 60,
    ]
    for k in range(len(fields)):
        i32[at + k] = fields[k]
