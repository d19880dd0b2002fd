"""PEM: DER as text with a label. Knows: labels, headers, base64. Must not know: the content."""

from __future__ import annotations

from runtime_py.platform.bytes import decode_latin1, from_base64, to_base64

LINE = 64
DASHES = '-----'


class PemBlock:
    """One block: `headers` are the lines before the empty line (Proc-Type, DEK-Info)."""

    def __init__(self, label: str, headers: list[str], octets: Uint8Array) -> None:
        self.label = label
        self.headers = headers
        self.octets = octets


BAD_END = 1
BAD_BASE64 = 2


def read_pem(data: Uint8Array) -> list[PemBlock]:
    """Every well-formed block, in order; text between them is ignored."""
    lines = decode_latin1(data).replace('\r', '\n').split('\n')
    blocks: list[PemBlock] = []
    label = None
    inside: list[str] = []
    for text in lines:
        said = text.rstrip()
        if said.startswith(DASHES + 'BEGIN ') and said.endswith(DASHES):
            label = said[11 : len(said) - 5]
            inside = []
        elif label is not None and said == DASHES + 'END ' + label + DASHES:
            block = _read_block(label, inside)
            if block is not None:
                blocks.append(block)
            label = None
        elif label is not None:
            inside.append(said)
    return blocks


def problem_of_pem(data: Uint8Array, labels: list[str]) -> int:
    """What is wrong with the first block with one of these labels that isn't well-formed, 0 if nothing is."""
    label = ''
    body = ''
    for text in decode_latin1(data).replace('\r', '\n').split('\n'):
        said = text.rstrip()
        if label != '' and said == DASHES + 'END ' + label + DASHES:
            if not js_regexp('^(?:[A-Za-z0-9+/\\s]*={0,2}|.*:.*)$', 's').test(body):
                return BAD_BASE64
            label = ''
        elif label != '':
            if '-----' in said:
                return BAD_END
            body += said
        elif said.startswith(DASHES + 'BEGIN ') and said.endswith(DASHES) and said[11 : len(said) - 5] in labels:
            label = said[11 : len(said) - 5]
            body = ''
    return 0 if label == '' else BAD_END


def _read_block(label: str, inside: list[str]) -> PemBlock | None:
    headers = [text for text in inside if ':' in text]
    body = ''.join([text.replace(' ', '').replace('\t', '') for text in inside if ':' not in text])
    if len(body) % 4 != 0 or js_regexp('^[A-Za-z0-9+/]*={0,2}$', '').test(body) is False:
        return None
    return PemBlock(label, headers, from_base64(body))


def write_pem(label: str, octets: Uint8Array, headers: list[str] | None = None) -> str:
    text = to_base64(octets)
    lines = [DASHES + 'BEGIN ' + label + DASHES]
    if headers is not None:
        lines.extend(headers)
        lines.append('')
    for at in range(0, len(text), LINE):
        lines.append(text[at : at + LINE])
    lines.append(DASHES + 'END ' + label + DASHES)
    return '\n'.join(lines) + '\n'
