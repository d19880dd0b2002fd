"""archive: tar and zip, read and written, octets in and members out. Pure.

    member, paths, limits      what a member is; where it may be written; how large it may be unpacked
    tar, tar_sparse, tar_writer
    zip, zip_records, zip_writer

What holds: damage is an error, never a shorter archive. A typical sequence: Reader.feed(octets) -> members -> paths ->
the caller writes."""
