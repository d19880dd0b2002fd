"""vfs: files in shared memory, and the journal that keeps them. Pure.

Layers, from the bottom up; each uses only those before it:

    form        layout, format, flags, states      the memory's fields; the flags of open
    heap        heap, heap_sizes, heap_runs, heap_join, heap_reserve      blocks and pages of memory
    inodes      inode, content, directory          attributes, pages of a file, names
    paths       path, path_text, backend, listings, mounts     look-up with each worker's caches
    volume      the structures above with their lock; the operations below are classes over one Volume
    names       namespace, moving, mounting, mounted_tree      make, link, rename, remove, mount
    files       reading, sequence, attributes, writing, copying     read without the lock, write, whole files
    open files  description, opening, fdtable, file_locks, watch, watching     what open() makes, descriptors, events
    filesystem  all operations in one object
    journal     journal_marks, journal, records, replay, loader, absent     what changed -> a batch -> the disk, and back
    lending     copies that confined programs have of contents
    repair      check, check_heap, remark, rollback, migrate     fsck, a lost database, checkpoints, old records

`layout` has every offset. Lock order: file system, then heap. Where a module says "the caller holds the lock", the
caller must have taken it. A typical sequence, that of a write: path.find -> fdtable -> filesystem.write -> lock ->
content.grow -> journal_marks -> watch -> unlock. docs/rooms/vfs.md, docs/rooms/journal.md, docs/rooms/mounts.md."""
