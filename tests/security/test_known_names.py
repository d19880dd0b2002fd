"""Names that imitate well-known ones."""

from runtime_py.security.known_names import imitated


def test_imitations():
    for name, known in [
        ['lodahs', 'lodash'],
        ['lodas', 'lodash'],
        ['lodashs', 'lodash'],
        ['1odash', 'lodash'],
        ['expres', 'express'],
        ['crossenv', 'cross-env'],
        ['typescritp', 'typescript'],
        ['reacct', 'react'],
        ['electorn', 'electron'],
    ]:
        assert imitated(name) == known, name


def test_honest_names():
    for name in [
        'lodash',
        'preact',
        'react',
        'is-odd',
        'left-pad',
        'vue',
        'q',
        'qs',
        'pg',
        '@types/node',
        '@scope/lodahs',
        'express-session',
        'jsdoc',
        'enquirer',
        'object.assign',
        '',
    ]:
        assert imitated(name) == '', name
