"""Places in package.json as in npm 11; the expected values come from it."""

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.property_paths import delete_value, find_values, set_value
from runtime_py.platform.json import parse, stringify
from tests.npm.machine_support import Box
from tests.support import raises

DOCUMENT = (
    '{"name": "x", "scripts": {"a": "b", "test:unit": "t"}, "contributors": [{"name": "q"}, {"name": "r", "email": "e"}], "keywords": ["k"], '
    '"n": 5, "a": {"b": [1, [2, 3]]}}'
)


def found(text):
    return stringify(find_values(parse(DOCUMENT), text))


def changed(*steps):
    document = parse('{"name": "x", "a": {"b": [1, [2, 3]]}, "keywords": ["k"]}')
    for text, value in steps:
        set_value(document, text, value, False)
    return stringify(document)


def refusal(text):
    try:
        return changed([text, 1])
    except NpmError as error:
        return error.message


def test_get():
    assert found('scripts.a') == '{"scripts.a":"b"}'
    assert found('scripts[test:unit]') == '{"scripts[test:unit]":"t"}'
    assert found('contributors[1].email') == '{"contributors[1].email":"e"}'
    assert found('contributors.name') == '{"contributors[0].name":"q","contributors[1].name":"r"}'
    assert found('a.b[1][0]') == '{"a.b[1][0]":2}'
    assert found('name.length') == '{"name.length":1}'
    for text in ['missing', 'a.b[7]', '.a', 'a.', 'x]', '[0]', 'constructor', '__proto__', 'n.x']:
        assert found(text) == '{}'
    with raises(NpmError):
        found('contributors[].name')


def test_set():
    assert changed(['a.b[1][0]', '9'], ['a.c', True]) == '{"name":"x","a":{"b":[1,["9",3]],"c":true},"keywords":["k"]}'
    assert (
        changed(['a', 1], ['l[].a', '1'], ['l[].b', '2'])
        == '{"name":"x","a":1,"keywords":["k"],"l":[{"a":"1"},{"b":"2"}]}'
    )
    assert changed(['keywords[]', 'v'], ['keywords[3]', 'z'], ['k[0][1]', '1']) == (
        '{"name":"x","a":{"b":[1,[2,3]]},"keywords":["k","v",null,"z"],"k":[[null,"1"]]}'
    )
    assert (
        changed(['scripts[test:unit]', 't'], ['x[0', '1'])
        == '{"name":"x","a":{"b":[1,[2,3]]},"keywords":["k"],"scripts":{"test:unit":"t"},"x[0":"1"}'
    )


def test_keys_of_digits():
    assert found('keywords.0') == '{"keywords.0":"k"}'
    assert found('a.b.1.0') == '{"a.b.1.0":2}'
    assert changed(['w.0', 'p'], ['l.0.a', '1'], ['l.1.a', '2'], ['m[0].0', 'q'], ['n.b.0.1', 'r']) == (
        '{"name":"x","a":{"b":[1,[2,3]]},"keywords":["k"],"w":["p"],"l":[{"a":"1"},{"a":"2"}],"m":[["q"]],"n":{"b":[[null,"r"]]}}'
    )
    assert changed(['keywords.2', 'z']) == '{"name":"x","a":{"b":[1,[2,3]]},"keywords":["k",null,"z"]}'
    document = parse('{"a": {"b": 1}}')
    set_value(document, 'a.0', 'key', False)
    assert stringify(find_values(document, 'a.0')) == '{"a.0":"key"}'
    document = parse('{"keywords": ["k", "l"], "e": {}, "name": "x"}')
    for text in ['e.0', 'name.0']:
        set_value(document, text, '1', True)
    delete_value(document, 'keywords.0')
    assert stringify(document) == '{"keywords":["l"],"e":["1"],"name":["1"]}'
    set_value(document, 'keywords.q', '1', True)
    assert stringify(document) == '{"keywords":{"0":"l","q":"1"},"e":["1"],"name":["1"]}'


def test_what_can_not_be_set():
    for text, said in [
        ['name.x', 'Property name already exists'],
        ['keywords.q', "Can't add property keywords.q"],
        ['a.b[1].k', "Can't add property a.b[1].k"],
        ['__proto__.x', 'Forbidden key: "__proto__"'],
        ['a.constructor', 'Forbidden key'],
        ['keywords[name]', "Can't add property"],
    ]:
        assert refusal(text).startswith(said)
    document = parse('{"name": "x"}')
    set_value(document, 'name.y', 1, True)
    assert stringify(document) == '{"name":{"y":1}}'


def test_delete():
    document = parse(DOCUMENT)
    for text in ['scripts.a', 'contributors[0]', 'nothere', 'a.b.c', 'keywords[]', 'a.b[1][0]', '', 'n.x']:
        delete_value(document, text)
    assert (
        stringify(document)
        == '{"name":"x","scripts":{"test:unit":"t"},"contributors":[{"name":"r","email":"e"}],"keywords":["k"],"n":5,"a":{"b":[1,[3]]}}'
    )


async def test_the_command():
    box = Box()
    box.write('/app/package.json', '{\n  "name": "app",\n  "version": "1.0.0"\n}\n')
    assert (await box.npm('pkg', 'get', 'name')).out == '"app"\n'
    assert (
        await box.npm('pkg', 'get', 'name', 'missing', 'version')
    ).out == '{\n  "name": "app",\n  "version": "1.0.0"\n}\n'
    assert (await box.npm('pkg', 'get', 'missing')).out == '{}\n'
    assert (await box.npm('pkg', 'set', 'type=module', 'scripts.test=a=b')).code == 0
    assert (await box.npm('pkg', 'set', 'private=true', '--json')).code == 0
    assert (await box.npm('pkg', 'delete', 'version')).code == 0
    assert (
        box.read('/app/package.json')
        == '{\n  "name": "app",\n  "type": "module",\n  "scripts": {\n    "test": "a=b"\n  },\n  "private": true\n}\n'
    )
    for words in [['set'], ['set', 'a'], ['set', '=5'], ['set', 'q='], ['delete'], ['frob'], []]:
        said = await box.npm('pkg', *words)
        assert [said.code, said.err.split('\n')[0]] == [1, 'npm error code EUSAGE']
    assert (await box.npm('pkg', 'fix')).err.startswith('npm error code EUNSUPPORTED\n')
    assert (await box.npm('pkg', 'set', 'a=zz', '--json')).code == 1
