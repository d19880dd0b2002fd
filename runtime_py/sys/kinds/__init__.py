"""The kinds of open files, one module each, found by their number (vfs/description.py), like xv6's devsw and Linux's
file_operations.

    kind          the operations of every kind; nothing has a default
    facts         what stat says of objects that are in no mount
    NAME          one or several kinds: their numbers, and `create`, which returns them
    table         the modules of this folder; toolchain/tables.py writes it
    lookup        from number to kind, and from device to the kind that opens it

A new kind is a new module here, and its maker in tests/sys/test_kinds.py.

Plain files have a fast path before the table (calls/descriptors.py)."""
