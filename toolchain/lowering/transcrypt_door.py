"""Transcrypt's compiler as a library: its modules import each other as `org.transcrypt.*`, which its own command line
sets up."""

import os
import sys

import transcrypt

sys.path.append(os.path.join(next(iter(transcrypt.__path__)), 'modules'))

from org.transcrypt import utils  # noqa: E402
from org.transcrypt.compiler import Generator  # noqa: E402

__all__ = ['Generator', 'utils']
