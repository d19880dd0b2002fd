"""Entry of node.js, the part of process.js that runs Node: its bindings, and how it starts."""

from runtime_py.node.process.start import main, prepare, prepare_further, thread_main
from runtime_py.node.realm.library import FIRST_FILE
from runtime_py.platform.parts import offer
from runtime_py.platform.worker_scripts import load_script

offer(
    {
        'main': main,
        'prepare': prepare,
        'thread_main': thread_main,
        'load_library': lambda: load_script(FIRST_FILE),
        'prepare_further': prepare_further,
    }
)
