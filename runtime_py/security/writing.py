"""Serialises a confinement for another worker: one line of JSON, '' for the one that allows everything. Reading checks
it again, like any input from outside."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.json import parse, stringify
from runtime_py.platform.maps import Map
from runtime_py.security.patterns import Places
from runtime_py.security.reading import Actor, BadPolicy, ConfinedPart, Confinement, document_of
from runtime_py.security.subject import KINDS

PARTS_MOST = 64
_PLACES = ['home', 'project', 'package']
_ACTOR = ['kind', 'name', 'script']


def write_confinement(confinement: Confinement) -> str:
    return '' if len(confinement.parts) == 0 else stringify([_part_value(part) for part in confinement.parts])


def _part_value(part: ConfinedPart) -> Map[str, Any]:
    places = part.places
    policy: Map[str, Any] = Map(
        [['profile', part.document.profile], ['rules', part.document.rules], ['confined', part.document.confined]]
    )
    return Map(
        [
            ['source', part.document.source],
            ['policy', policy],
            ['home', places.home],
            ['project', places.project],
            ['package', places.package],
            ['registries', places.registries],
            ['kind', part.actor.kind],
            ['name', part.actor.package],
            ['script', part.actor.script],
        ]
    )


def read_confinement(text: str) -> Confinement:
    """Raises BadPolicy."""
    if text == '':
        return Confinement([])
    try:
        value = parse(text)
    except ValueError:
        raise BadPolicy('', 'no JSON')
    if not isinstance(value, list) or len(value) > PARTS_MOST:
        raise BadPolicy('', f'must be a list of at most {PARTS_MOST} parts')
    return Confinement([_read_part(item, f'[{index}]') for index, item in enumerate(value)])


def _read_part(value: Any, place: str) -> ConfinedPart:
    if not isinstance(value, Map):
        raise BadPolicy(place, 'must be an object')
    texts = [_text(value, key, place) for key in ['source', *_PLACES, *_ACTOR]]
    if texts[4] not in KINDS:
        raise BadPolicy(f'{place}.kind', f'must be one of {", ".join(KINDS)}')
    registries = value.get('registries')
    if not isinstance(registries, list) or len([item for item in registries if not isinstance(item, str)]) > 0:
        raise BadPolicy(f'{place}.registries', 'must be a list of strings')
    return ConfinedPart(
        document_of(value.get('policy'), texts[0]),
        Places(texts[1], texts[2], texts[3], registries),
        Actor(texts[4], texts[5], texts[6]),
    )


def _text(value: Map[str, Any], key: str, place: str) -> str:
    text = value.get(key)
    if not isinstance(text, str):
        raise BadPolicy(f'{place}.{key}', 'must be a text')
    return text
