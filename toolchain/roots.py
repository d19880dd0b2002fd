"""roots.js: the certificate authorities that the pinned Node trusts, extracted from its binary. A process loads it when
a program first needs them."""

import json
import subprocess

from toolchain.environment import DIST, node

PROGRAM = "process.stdout.write(JSON.stringify(require('tls').rootCertificates))"


def write() -> None:
    done = subprocess.run([node(), '-e', PROGRAM], stdout=subprocess.PIPE, text=True, check=True)
    (DIST / 'roots.js').write_text(f'globalThis.terrarium_roots={json.dumps(json.loads(done.stdout))};\n')
