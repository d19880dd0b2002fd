"""Solid's JSX, which only its own plugin for Babel can lower. With solid-refresh, components are replaced without a
reload."""

from runtime_py.devserver.compilers.loading import require_from


def _refresh(request: object) -> list:
    if request.production or not request.hmr:
        return []
    try:
        return [
            [require_from(request.project)('solid-refresh/babel'), {'bundler': 'vite', 'fixRender': True, 'jsx': False}]
        ]
    except Exception:
        return []


async def compile_solid(request: object) -> object:
    require = require_from(request.folder)
    preset = require('babel-preset-solid')
    made = await require('@babel/core').transformAsync(
        request.source,
        {
            'filename': request.file,
            'sourceFileName': request.file,
            'babelrc': False,
            'configFile': False,
            'sourceMaps': True,
            'inputSourceMap': False,
            'presets': [[preset['default'] or preset, {'generate': 'dom', 'dev': not request.production}]],
            'plugins': _refresh(request),
        },
    )
    return {'code': made.code, 'mappings': made.map.mappings if made.map else '', 'sheets': []}
