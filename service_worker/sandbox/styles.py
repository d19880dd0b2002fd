"""Style sheets of a sandboxed page: the addresses in a sheet are replaced by those of blobs. Imported sheets are
followed; one that imports itself is left out the second time, as browsers do.

Must not know elements."""

PLACES = js_regexp(
    '/\\*[^]*?\\*/|@import\\s+(?:url\\(\\s*)?(?:"([^"]*)"|\'([^\']*)\'|([^)\\s"\';]+))\\s*\\)?'
    '|\\burl\\(\\s*(?:"([^"]*)"|\'([^\']*)\'|([^)\\s"\']*))\\s*\\)',
    'gi',
)


class Place:
    """An address in a sheet, from `start` to `end`; `is_sheet` if it is imported."""

    def __init__(self, href: str, is_sheet: bool, start: int, end: int):
        self.href = href
        self.is_sheet = is_sheet
        self.start = start
        self.end = end


def places_in(text: str) -> list:
    found: list = []
    for match in text.matchAll(PLACES):
        sheet = match[1] or match[2] or match[3]
        href = sheet or match[4] or match[5] or match[6]
        if href and not href.startswith('data:') and not href.startswith('#'):
            found.append(Place(href, Boolean(sheet), match.index, match.index + len(match[0])))
    return found


def has_places(text: str) -> bool:
    return len(places_in(text)) > 0


async def rewritten(text: str, address_of: object) -> str:
    """`address_of(href, is_sheet)` is a promise of the address to use instead."""
    places = places_in(text)
    addresses = await Promise.all([address_of(place.href, place.is_sheet) for place in places])
    parts: list = []
    at = 0
    for number in range(len(places)):
        place = places[number]
        parts.append(text[at : place.start])
        parts.append(('@import ' if place.is_sheet else '') + f'url("{addresses[number]}")')
        at = place.end
    parts.append(text[at:])
    return ''.join(parts)
