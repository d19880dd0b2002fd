"""The owners of the system calls, one class a module, each over one ProcessContext (sys/context.py).

They don't inherit from each other; an owner that needs another is given it by System. Their public methods that are in
sys/table.py are the calls, with the same arguments; the others serve owners and the kernel."""
