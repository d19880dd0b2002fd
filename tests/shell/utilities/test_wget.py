"""wget: downloads into files, names that are taken, redirects, exit codes."""

from __future__ import annotations

from tests.shell.machine_support import Box
from tests.shell.utilities.http_support import Served, answer

URL = 'http://127.0.0.1:PORT'
TEXT = answer('200 OK', [], 'text')


async def test_a_file_gets_the_last_name_of_the_url() -> None:
    found = Served()
    assert await found.out(f'wget -q {URL}/dir/a?b; wget -q {URL}/; cat a index.html', [TEXT, TEXT]) == 'texttext'
    assert found.headers(0)[0] == 'GET /dir/a?b HTTP/1.1'
    assert 'User-Agent: Wget/1.21.3' in found.headers(0)


async def test_a_name_that_is_taken_gets_a_number() -> None:
    found = Served()
    script = f'echo old > a; wget -q {URL}/a; wget -q {URL}/a; wget -q -nc {URL}/a; ls; cat a'
    assert await found.out(script, [TEXT, TEXT]) == 'a\na.1\na.2\nold\n'


async def test_where_a_download_goes() -> None:
    found = Served()
    script = f'mkdir d; wget -q -P d {URL}/a; wget -q -O b {URL}/a; wget -q -O - {URL}/a; cat d/a b'
    assert await found.out(script, [TEXT, TEXT, TEXT]) == 'texttexttext'
    assert await found.out(f'wget -q -O none/b {URL}/a', [TEXT]) == 'none/b: No such file or directory\n[3]'


async def test_an_error_of_the_server() -> None:
    found = Served()
    gone = answer('404 Not Found', [], 'no')
    assert (await found.out(f'wget {URL}/a', [gone])).endswith(' ERROR 404: Not Found.\n[8]')
    assert await found.out(f'wget -q {URL}/a; echo $?; ls', [gone]) == '8\n'
    assert await found.out(f'wget -q --content-on-error -O - {URL}/a', [gone]) == 'no[8]'


async def test_redirects() -> None:
    found = Served()
    there = answer('302 Found', ['Location: /b'], '')
    assert await found.out(f'wget -q -O - {URL}/a', [there, TEXT]) == 'text'
    assert found.headers(1)[0] == 'GET /b HTTP/1.1'
    assert await found.out(f'wget -nv --max-redirect=0 {URL}/a', [there]) == 'wget: 0 redirections exceeded.\n[8]'


async def test_posts() -> None:
    found = Served()
    script = f"echo body > f; wget -q -O - --post-data=a=1 {URL}; wget -q -O - --post-file=f --header='X-A: 1' {URL}"
    assert await found.out(script, [TEXT, TEXT]) == 'texttext'
    assert [found.headers(0)[0], found.body(0), found.body(1)] == ['POST / HTTP/1.1', 'a=1', 'body\n']
    assert 'X-A: 1' in found.headers(1)
    assert await Box().out('wget -q --post-file=none http://h; echo $?') == '1\n'


async def test_addresses_from_a_file() -> None:
    found = Served()
    script = f"printf '{URL}/a\\n\\n {URL}/b\\n' > list; wget -q -i list; ls"
    assert await found.out(script, [TEXT, TEXT]) == 'a\nb\nlist\n'


async def test_misuse() -> None:
    assert await Box().out('wget') == "wget: missing URL\nTry 'wget --help' for more information.\n[2]"
    assert await Box().out('wget -c http://h') == 'wget: -c: continuing a download is not supported\n[2]'
    assert await Box().out('wget -q ftp://h') == '[1]'
    assert await Box().out('wget -q http://localhost:9') == '[4]'
