"""System calls as messages, for confined programs, whose workers have no shared memory.

codec, records, forms, rows     values as octets; objects as lists; which calls and arguments are accepted
mailbox                         how messages travel
remote_system, remote_reactor, transport     the program's side
server, served_process, served_context, questions     the kernel's side, which checks and carries out"""
