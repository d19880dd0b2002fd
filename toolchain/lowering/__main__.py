"""`python -m toolchain.lowering FILE.py`: prints the JavaScript of a module."""

import sys

from toolchain.lowering import LoweringError, lower_file

for name in sys.argv[1:]:
    try:
        print(lower_file(name).code)
    except LoweringError as error:
        sys.exit(str(error))
