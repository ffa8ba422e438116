"""How much a file may hold, and what a workbook may cost to unpack. No imports: the unpacking process reads it too."""

FILE_BYTES = 100 * 1024 * 1024
ROWS = 1_000_000  # with the header
COLUMNS = 200
CELL_CHARACTERS = 100_000
CELLS = 5_000_000  # of a workbook's sheet, which is in memory as a whole
MAP_BYTES = 100_000

UNPACKED_BYTES = 512 * 1024 * 1024  # what a workbook says it unpacks to
PARTS = 2_000  # files in a workbook
UNPACKING_MEMORY = 768 * 1024 * 1024
UNPACKING_CPU_SECONDS = 30
UNPACKING_SECONDS = 90
