"""internalBinding('profiler'): code coverage. Without NODE_V8_COVERAGE, as natively, taking and stopping it does
nothing."""

from __future__ import annotations

from runtime_py.node.coverage.collector import coverage


def create(realm: object, binding_data: object) -> object:
    def set_source_maps(get):
        coverage.source_maps = get

    return {
        'setCoverageDirectory': lambda directory: coverage.set_directory(directory),
        'setSourceMapCacheGetter': set_source_maps,
        'takeCoverage': lambda: coverage.write(),
        'stopCoverage': lambda: coverage.stop(),
        'startCoverage': lambda: coverage.start_for_tests(),
        'endCoverage': lambda: coverage.end(),
    }
