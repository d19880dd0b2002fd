"""The entry points of a package, from its package.json: `exports`, `imports`, and their predecessors. Node's rules,
with a bundler's conditions. Pure."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.maps import Map

# `svelte`: component libraries have no other condition
CONDITIONS = ['svelte', 'import', 'module', 'browser', 'development', 'default']
REQUIRE_CONDITIONS = ['require', 'module', 'browser', 'development', 'default']


def is_map(value: Any) -> bool:
    return isinstance(value, Map)


def resolve_exports(field: Any, subpath: str, conditions: list[str]) -> str | None:
    """`subpath` is `.` or `./x`; the result is a path that begins with `./`. None: not exported."""
    table = field
    if not is_map(field) or not any([key.startswith('.') for key in field.keys()]):
        table = Map([['.', field]])
    return _match(table, subpath, conditions) or None


def resolve_imports(field: Any, name: str, conditions: list[str]) -> str | None:
    """Resolves `#name`: a path that begins with `./`, or a bare specifier."""
    return (_match(field, name, conditions) or None) if is_map(field) else None


def _match(table: Any, key: str, conditions: list[str]) -> str | None:
    if table.has(key) and '*' not in key:
        return _target(table.get(key), '', conditions)
    best = ''
    for pattern in table.keys():
        star = pattern.find('*')
        if (
            star >= 0
            and key.startswith(pattern[0:star])
            and key.endswith(pattern[star + 1 :])
            and len(key) >= len(pattern)
            and (best == '' or star > best.find('*') or (star == best.find('*') and len(pattern) > len(best)))
        ):
            best = pattern
    if best != '':
        star = best.find('*')
        return _target(table.get(best), key[star : len(key) - (len(best) - star - 1)], conditions)
    folder = ''
    for pattern in table.keys():
        if pattern.endswith('/') and key.startswith(pattern) and len(pattern) > len(folder):
            folder = pattern
    if folder == '':
        return None
    target = _target(table.get(folder), '', conditions)
    return target + key[len(folder) :] if target else None


def _target(value: Any, star: str, conditions: list[str]) -> str | None:
    """None if no condition fits. '' for null, which excludes a path: no later condition counts."""
    if value is None:
        return ''
    if isinstance(value, str):
        return value.replace('*', star)
    if isinstance(value, list):
        for each in value:
            found = _target(each, star, conditions)
            if found:
                return found
        return None
    if is_map(value):
        for condition, inner in value.entries():
            if condition in conditions:
                found = _target(inner, star, conditions)
                if found is not None:
                    return found
    return None


def legacy_entry(description: Any) -> str:
    """The entry without `exports`: the browser's build, the module, the main file."""
    browser = description.get('browser')
    if isinstance(browser, str):
        return browser
    main = description.get('main')
    entry = description.get('module')
    if not isinstance(entry, str):
        entry = main if isinstance(main, str) and main != '' else 'index'
    return _replaced(browser, entry)


def _replaced(browser: Any, entry: str) -> str:
    if is_map(browser):
        for name in [entry, './' + entry.removeprefix('./')]:
            found = browser.get(name)
            if isinstance(found, str):
                return found
    return entry


def browser_replacement(description: Any, path: str) -> str | None:
    """What the field `browser` substitutes for a file of the package (`./x`) or for another package. '' for an empty
    module."""
    browser = description.get('browser')
    if not is_map(browser):
        return None
    for name in [path, path + '.js', path.removesuffix('.js')]:
        if browser.has(name):
            found = browser.get(name)
            return found if isinstance(found, str) else ''
    return None
