"""Punycode against RFC 3492's own examples and names in use."""

from runtime_py.node.engine.punycode import decode_label, to_unicode


def test_names() -> None:
    assert to_unicode('xn--espaol-zwa.com') == 'espa\u00f1ol.com'
    assert to_unicode('www.xn--fiq228c.COM') == 'www.\u4e2d\u6587.COM'
    assert to_unicode('plain.org') == 'plain.org'
    assert to_unicode('') == ''


def test_samples_of_the_rfc() -> None:
    assert decode_label('ihqwcrb4cv8a8dqg056pqjye') == '\u4ed6\u4eec\u4e3a\u4ec0\u4e48\u4e0d\u8bf4\u4e2d\u6587'
    assert decode_label('3b-ww4c5e180e575a65lsy2b'.lower()) == '3\u5e74b\u7d44\u91d1\u516b\u5148\u751f'


def test_broken() -> None:
    assert decode_label('zz99999999') is None
    assert to_unicode('xn--\u00e9') == 'xn--\u00e9'
