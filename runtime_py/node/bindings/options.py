"""internalBinding('options'): the table of command-line options with their defaults, and this process's values."""

from __future__ import annotations


def option_value(raw: object) -> object:
    """A default in the build's data's encoding: {'b': '1'} is a bigint, {'t': 'undef'} undefined."""
    if js_typeof(raw) == 'object' and raw is not None:
        if raw.b is not None:
            return BigInt(raw.b)
        if raw.t == 'undef':
            return js_undefined
    return raw


def flags_of(name: str, value: object) -> list[str]:
    """The command line words that set an option to this value: a list option is repeated for each value."""
    if Array.isArray(value):
        return [f'{name}={item}' for item in value]
    if js_typeof(value) == 'boolean':
        return [name if value else '--no-' + name.slice(2)]
    return [] if value is None else [f'{name}={value}']


def create(realm: object, binding_data: object) -> object:
    extra = realm.extra

    def values():
        found = Object.create(None)
        for pair in extra.cli:
            found[pair[0]] = option_value(pair[1])
        for name, value in Object.entries(realm.option_overrides):
            found[name] = value
            # options that are on by default are only known by their negation
            negation = '--no-' + name.slice(2)
            if js_in(negation, found):
                found[negation] = not value
        return found

    def flags():
        return (
            Object.entries(realm.option_overrides)
            .filter(lambda entry: entry[0].startswith('--'))
            .flatMap(lambda entry: flags_of(entry[0], entry[1]))
        )

    return {
        'getCLIOptionsValues': values,
        'getCLIOptionsInfo': lambda: {
            'options': js_new(globalThis.Map, extra.info.options),
            'aliases': js_new(globalThis.Map, extra.info.aliases),
        },
        'getOptionsAsFlags': flags,
        'getEmbedderOptions': lambda: Object.assign(
            {}, extra.embedder, {'noGlobalSearchPaths': realm.option_overrides['--global-search-paths'] is False}
        ),
        'getEnvOptionsInputType': lambda: extra.environmentInputs,
        'getNamespaceOptionsInputType': lambda: js_new(globalThis.Map, Object.entries(extra.namespaceInputs)),
    }
