"""Contents that look encrypted, and texts that hide what they execute."""

from runtime_py.platform.bytes import alloc, encode
from runtime_py.platform.text import repeat
from runtime_py.security.scrambled import entropy, hidden_text, is_packed_name, looks_scrambled

CODE = 'export function add(a, b) {\n  return a + b // sums\n}\n'


def noise(count: int):
    """Octets of a linear congruential generator: as even as random ones."""
    out = alloc(count)
    state = 12345
    for k in range(count):
        state = (state * 1103 + 12345) % 65536
        out[k] = (state >> 4) & 255
    return out


def test_entropy():
    assert entropy(encode(repeat('a', 300))) == 0
    assert 0.99 < entropy(encode(repeat('ab', 300))) < 1.01
    assert entropy(noise(4096)) > 7.6


def test_what_looks_scrambled():
    assert looks_scrambled(noise(4096))
    assert looks_scrambled(noise(300))
    assert looks_scrambled(encode(repeat('aGVsbG8gd29ybGQ', 40)))
    assert looks_scrambled(encode(repeat('68656c6c6f', 60)))


def test_what_does_not():
    for text in [
        repeat(CODE, 60),
        repeat('let a=function(b){return b+1};', 100),
        repeat('{"name":"x","version":"1.0.0"},', 60),
        repeat('Das Wasser ist kalt. ', 60),
        repeat('水は冷たい。山は高い。', 60),
        'short',
        '',
    ]:
        assert not looks_scrambled(encode(text)), text[:20]


def test_names_of_packed_files():
    for name in ['/a/b.png', 'x.tar.GZ', 'font.woff2']:
        assert is_packed_name(name)
    for name in ['/a/b.js', 'README', '.gz', 'a.md']:
        assert not is_packed_name(name)


def test_texts_that_hide_code():
    data = repeat('QUJD', 80)
    for text in [
        f"eval(Buffer.from('{data}', 'base64').toString())",
        f"new Function(atob('{data}'))()",
        "eval(Buffer.from('636f6e736f6c65', 'hex').toString())",
        "const s = '" + repeat('\\x63', 60) + "'; eval(decodeURIComponent(s))",
        'echo ZWNobyBoaQ== | base64 -d | sh',
        'if (is_admin\u202e) {}',
        'eval(String.fromCharCode(97, 98))',
    ]:
        assert hidden_text(text) != '', text[:40]
    for text in [
        CODE,
        'const a = Buffer.from(x, "base64")',
        'new Function("return this")()',
        f'const image = "{data}"; show(atob(image))',
        'try { eval("1") } catch {}',
        'node install.js || true',
        'node-gyp rebuild',
        'echo hi | sh',
    ]:
        assert hidden_text(text) == '', text[:40]
