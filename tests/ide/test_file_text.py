from runtime_py.ide.file_text import FileText, read_content
from runtime_py.platform.bytes import alloc, encode


def test_every_file_is_given_back_as_it_was():
    for content in [
        '',
        'a',
        'a\n',
        'a\r\nb\r\n',
        'a\rb',
        'a\r\nb\n',
        'a\n\rb',
        '\r',
        '\r\n',
        '\ufeffa\r\n',
        '\r\r\n',
        '\ufeff',
    ]:
        found = FileText(content)
        assert found.content(found.text) == content


def test_a_new_line_ends_as_the_others():
    assert FileText('a\r\nb\r\n').content('a\nb\nc\n') == 'a\r\nb\r\nc\r\n'
    assert FileText('a\rb\r').content('a\n') == 'a\r'
    assert FileText('\ufeffa\n').content('b\n') == '\ufeffb\n'


def test_mixed_lines_keep_their_returns():
    mixed = FileText('a\r\nb\n')
    assert mixed.keeps_returns and mixed.text == 'a\r\nb\n'
    assert not FileText('a\r\nb\r\n').keeps_returns and FileText('a\r\nb\r\n').text == 'a\nb\n'


def test_only_text_in_utf8_is_read():
    assert read_content(encode('zwölf\r\n')) == 'zwölf\r\n'
    assert read_content(encode('\ufeffa')) == '\ufeffa'
    latin = alloc(3)
    latin[0] = 0x61
    latin[1] = 0xE4
    latin[2] = 0x62
    assert read_content(latin) is None
    assert read_content(encode('a\x00b')) is None
