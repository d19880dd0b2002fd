"""The kinds of open files, one module each, found by their number (vfs/description.py), as xv6's devsw and Linux's file_operations.

    kind          what each of them answers; nothing has a default
    structures    is one floor below: what lies in shared memory
    table         from number to kind

Plain files have their quick path before the table (calls/descriptors.py)."""
