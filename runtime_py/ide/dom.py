"""Builds elements in one expression, plus helpers that all panels use. Must not know any panel."""

SVG = 'http://www.w3.org/2000/svg'

# 16 x 16, drawn with strokes; the paths are our own.
ICONS = {
    'plus': 'M8 3v10M3 8h10',
    'close': 'M4 4l8 8M12 4l-8 8',
    'chevron': 'M6 4l4 4-4 4',
    'reload': 'M13 8a5 5 0 1 1-1.6-3.7M13 2.5v3h-3',
    'back': 'M10 3L5 8l5 5',
    'forward': 'M6 3l5 5-5 5',
    'external': 'M9 3h4v4M13 3L7.5 8.5M11.5 9.5V13H3V4.5h3.5',
    'new-file': 'M9 2H4v12h5M9 2l3 3v3M9 2v3h3M12 10v5M9.5 12.5h5',
    'new-folder': 'M8 13H2V3.5h4l1.5 2H14V8M12 10v5M9.5 12.5h5',
    'folder': 'M2 3.5h4.2l1.4 2H14v7.5H2z',
    'file': 'M9.5 2H4v12h8V4.5zM9.5 2v2.5H12',
    'files': 'M10.5 2H6v9h7V4.5zM10.5 2v2.5H13M3.5 5v8.5H10',
    'edit': 'M3 13l.7-3L11 2.7l2.3 2.3L6 12.3z',
    'trash': 'M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.6 9h5.8l.6-9',
    'terminal': 'M3 4.5L6.5 8 3 11.5M8 12h5',
    'globe': 'M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2zM2 8h12M8 2c-4.2 4-4.2 8 0 12M8 2c4.2 4 4.2 8 0 12',
    'sun': 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 1 0 0-5.6z'
    'M8 1v1.6M8 13.4V15M1 8h1.6M13.4 8H15M3.1 3.1l1.1 1.1M11.8 11.8l1.1 1.1M3.1 12.9l1.1-1.1M11.8 4.2l1.1-1.1',
    'moon': 'M13 9.6A5.6 5.6 0 0 1 6.4 3 5.6 5.6 0 1 0 13 9.6z',
    'download': 'M8 2v8M4.5 7L8 10.5 11.5 7M3 13.5h10',
    'monitor': 'M1.5 9h3l2-5.5 3 9 2-3.5h3',
    'panel': 'M2 3h12v10H2zM10 3v10',
    'shield': 'M8 1.8l5 1.9v4c0 3-2 5.3-5 6.5-3-1.2-5-3.5-5-6.5v-4zM5.8 8l1.6 1.6 3-3.2',
}


def element(tag: str, attributes: object = None, children: list = None) -> object:
    """`on...` attributes are listeners, `text` is the text; all others are attributes, left out when False or None."""
    made = document.createElement(tag)
    if attributes is not None:
        for name in Object.keys(attributes):
            value = attributes[name]
            if name == 'text':
                made.textContent = value
            elif name.startswith('on'):
                made.addEventListener(name[2:], value)
            elif value is not None and value is not False:
                made.setAttribute(name, '' if value is True else value)
    if children is not None:
        made.append(*children)
    return made


def icon(name: str) -> object:
    image = document.createElementNS(SVG, 'svg')
    image.setAttribute('viewBox', '0 0 16 16')
    image.setAttribute('class', 'icon')
    image.setAttribute('aria-hidden', 'true')
    path = document.createElementNS(SVG, 'path')
    path.setAttribute('d', ICONS[name])
    image.append(path)
    return image


def icon_button(name: str, label: str, on_click: object) -> object:
    return element(
        'button',
        {
            'type': 'button',
            'class': 'icon-button',
            'title': label,
            'aria-label': label,
            'onclick': lambda event: on_click(),
        },
        [icon(name)],
    )


def required(id: str) -> object:
    """An element of templates/index.html.j2, which must exist."""
    found = document.getElementById(id)
    if found is None:
        raise Error(f'index.html has no element #{id}')
    return found


def remembered(key: str, otherwise: str) -> str:
    """A choice of the user from an earlier visit. Browsers may refuse storage."""
    try:
        found = localStorage.getItem('terrarium:' + key)
        return otherwise if found is None else found
    except Exception:
        return otherwise


def remember(key: str, value: str) -> None:
    try:
        localStorage.setItem('terrarium:' + key, value)
    except Exception as error:
        console.debug('not remembered', key, error)


def text_button(label: str, on_click: object) -> object:
    return element(
        'button', {'type': 'button', 'class': 'plain-button', 'text': label, 'onclick': lambda event: on_click()}
    )
