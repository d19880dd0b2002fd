"""How many workers are kept warm (pool.py)."""

SPARES = 3  # npm, its shell, and the program
MOST_SPARES = 5
SPARE_THREADS = 2
MOST_SPARE_THREADS = 4
