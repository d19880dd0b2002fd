"""How many workers are kept warm (pool.py)."""

SPARES = 3  # npm, its shell, and the program
MOST_SPARES = 5
SPARE_THREADS = 2
MOST_SPARE_THREADS = 6  # a program that needed more at once gets them the next time
