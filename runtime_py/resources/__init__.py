"""resources: what programs use, what they may use, and what is done about it. Pure: figures in, verdicts out.

    reading, monitor       the figures at one moment; rates from two of them
    kinds                  the kind of work that a process does
    limits, memory         what becomes of a process beyond a limit, or when memory is short
    relief                 what gives way first
    admission              who may start when only so many may
    scheduling/            classes of work and turns: who runs while the cores are contended
    prediction/            what is run next, and what is prepared for it

What holds: nothing here reads a clock or measures; the kernel does (kernel/resource_watch, kernel/scheduler,
kernel/predictor). A typical sequence: sys/usage -> reading -> monitor -> limits -> the kernel ends a process.

docs/RESOURCES.md, docs/rooms/resources.md."""
