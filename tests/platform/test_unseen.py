"""Names that look like others."""

from runtime_py.platform.unseen import is_all_shown, without_unseen


def test_what_is_drawn_stays():
    for name in ['plain', 'é漢', '\U0001f9d1\u200d\U0001f680', 'e\u0301', 'עברית', '\xa0', '']:
        assert is_all_shown(name)
        assert without_unseen(name) == name


def test_directions_and_controls_are_told():
    assert without_unseen('a\u202egpj.exe') == 'a<U+202E>gpj.exe'
    assert without_unseen('\u2066x\u2069\u200f\u061c') == '<U+2066>x<U+2069><U+200F><U+061C>'
    assert without_unseen('a\n\x1b[31m\x7f\x85\u2028') == 'a<U+000A><U+001B>[31m<U+007F><U+0085><U+2028>'
