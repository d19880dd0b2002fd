"""Entry of shell.js, the part of process.js that runs the shell and the utilities."""

from runtime_py.platform.parts import offer
from runtime_py.shell.main import main, run_applet

offer({'main': main, 'run_applet': run_applet})
