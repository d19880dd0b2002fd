"""The owners of the system calls, one class per module, each with one ProcessContext (sys/context.py).

They don't inherit from each other; System passes an owner the other owners that it needs. Their public methods that are
in sys/table.py are the calls, with the same arguments; the others are for owners and the kernel."""
