"""The kinds of open files, one module each, found by their number (vfs/description.py), like xv6's devsw and Linux's
file_operations.

    kind          the operations of every kind; nothing has a default
    structures    the layer below: the structures in shared memory
    table         from number to kind

Plain files have a fast path before the table (calls/descriptors.py)."""
