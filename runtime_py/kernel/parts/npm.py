"""Entry of npm.js, the part of process.js that runs npm."""

from runtime_py.npm.cli import main
from runtime_py.platform.parts import offer

offer({'main': main})
