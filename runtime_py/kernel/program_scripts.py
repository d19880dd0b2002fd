"""The scripts of dist/ that programs' workers run (tests/toolchain/test_program_scripts.py compares the list with what
the build makes)."""

# scripts that many processes need
KEPT = [
    'process.js',
    'node.js',
    'natives.js',
    'shell.js',
    'natives-acorn.js',
    'natives-common.js',
    'npm.js',
    'natives-further.js',
]
# scripts that some need; loading them through the service worker takes longer than running them
KEPT_BESIDES = ['hashes.js', 'crypto.js', 'natives-fetch.js', 'natives-http2.js', 'natives-test.js', 'natives-rare.js']
OTHERS = [
    'natives-lines.js',
    'natives-places.js',
    'natives-typescript.js',
    'compression.js',
    'roots.js',
    'sqlite.js',
    'tls.js',
    'serve.js',
    'serve-compilers.js',
    'serve-esbuild.js',
    'serve-lightningcss.js',
    'serve-oxc.js',
]
SCRIPTS = [*KEPT, *KEPT_BESIDES, *OTHERS]
