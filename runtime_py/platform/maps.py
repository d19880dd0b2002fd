"""Tables keyed by data: JavaScript's own Map and Set. Keys such as `constructor` are ordinary keys; insertion order is
kept.

Its CPython twin has the same methods. Knows nothing else."""

Map = globalThis.Map
Set = globalThis.Set
