"""Control strings, whole and in pieces: which pass, and as what."""

from runtime_py.ide.sequence_strings import SequenceStrings
from runtime_py.platform.bytes import encode, to_base64
from runtime_py.platform.text import repeat

BEL = '\x07'
ST = '\x1b\\'


def passed(*pieces):
    strings = SequenceStrings(lambda text: None)
    return ''.join([strings.allowed(piece) for piece in pieces])


def copied(*pieces):
    found: list[str] = []
    strings = SequenceStrings(lambda text: found.append(text))
    said = ''.join([strings.allowed(piece) for piece in pieces])
    assert said == '', said
    return found


def test_text_and_other_sequences_are_unchanged():
    for text in ['plain', '\x1b[31mred\x1b[0m', '\x1b7\x1b8\x1bc\x1b(B', '\x9b31m', 'a\x1b', 'é 😀 \x85']:
        assert passed(text, 'x') == text + 'x', text
    assert passed('\x1b', '[31m') == '\x1b[31m'


def test_titles_are_cleaned_and_cut():
    assert passed(f'\x1b]0;a title{BEL}b') == f'\x1b]0;a title{BEL}b'
    assert passed(f'\x1b]2;gpj.\u202eexe{ST}') == f'\x1b]2;gpj.<U+202E>exe{BEL}\x1b\\'
    assert passed(f'\x1b]1;{repeat("x", 5000)}{BEL}') == f'\x1b]1;{repeat("x", 100)}{BEL}'


def test_links_are_http_alone():
    assert passed(f'\x1b]8;id=1;https://example.com/a{BEL}') == f'\x1b]8;id=1;https://example.com/a{BEL}'
    assert passed(f'\x1b]8;;{BEL}') == f'\x1b]8;;{BEL}'
    for bad in [
        'javascript:alert(1)',
        ' javascript:alert(1)',
        'data:text/html,x',
        'file:///etc/passwd',
        'mailto:a@b',
        'https://a/\u202e',
        'http',
        f'https://{repeat("a", 3000)}',
    ]:
        assert passed(f'\x1b]8;;{bad}{BEL}text') == f'\x1b]8;;{BEL}text', bad


def test_the_clipboard_is_written_by_the_page_alone():
    assert copied(f'\x1b]52;c;{to_base64(encode("häh"))}{BEL}') == ['häh']
    assert copied('\x1b]52;c;' + to_base64(encode('in'))[0:2], to_base64(encode('in'))[2:], BEL) == ['in']
    assert copied(f'\x1b]52;c;?{BEL}') == []
    assert copied(f'\x1b]52;c;*{BEL}') == []
    assert copied(f'\x1b]52;c;{repeat("A", 2000000)}{BEL}') == []


def test_colours_and_questions_pass():
    for text in [
        f'\x1b]4;1;rgb:ff/00/00{BEL}',
        f'\x1b]11;?{BEL}',
        f'\x1b]104{BEL}',
        f'\x1bP$qm{ST}',
        f'\x1bP+q544e{ST}',
    ]:
        assert passed(text) in (text, text + '\x1b\\'), text


def test_everything_else_is_dropped():
    for kind in ['\x1b]', '\x9d']:
        for body in [
            '7;file://host/x',
            '9;note',
            '133;A',
            '777;notify;a;b',
            '1337;File=inline=1:AAAA',
            '633;E;rm',
            'x',
            '',
        ]:
            assert passed(f'a{kind}{body}{BEL}b') == 'ab', body
    for begin in ['\x1bP', '\x90', '\x1b_', '\x9f', '\x1b^', '\x9e', '\x1bX', '\x98']:
        assert passed(f'a{begin}anything{ST}b') in ('a\x1b\\b', 'ab'), begin
        assert passed(f'a{begin}anything\x9cb') == 'ab'


def test_floods_are_dropped_and_what_follows_is_shown():
    strings = SequenceStrings(lambda text: None)
    assert strings.allowed('a\x1b]1337;') == 'a'
    for _ in range(40):
        assert strings.allowed(repeat('x', 100000)) == ''
    assert len(strings._body) < 2000000
    assert strings.allowed(f'{BEL}b') == 'b'


def test_what_cancels_a_string():
    assert passed('a\x1b]0;title\x18b') == 'ab'
    assert passed('a\x1b]0;title\x1b[31mb') == f'a\x1b]0;title{BEL}\x1b[31mb'
    assert passed('a\x1b]8;;javascript:x\x1b]0;t\x07b') == f'a\x1b]8;;{BEL}\x1b]0;t{BEL}b'


def test_pieces_of_any_size():
    text = f'a\x1b]0;t{BEL}\x1b[1mb\x1b]52;c;QQ=={BEL}\x1b]8;;https://x/{ST}l\x1b]8;;{ST}\x1bPq#0{ST}c\x1b'
    whole = passed(text, 'x')
    for size in range(1, len(text)):
        assert passed(*[text[at : at + size] for at in range(0, len(text), size)], 'x') == whole, size
