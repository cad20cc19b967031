"""What one hand-in may use up."""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """What a hand-in may use: times in seconds, sizes in bytes.

    Computing is what counts; waiting is limited apart, so that a busy machine costs no student an answer.

    Attributes:
        cpu_cell: computing of one cell.
        cpu_total: computing of all cells, started again or not.
        idle_cell: how long a cell may wait without computing.
        wall_total: how long a hand-in may take by the clock.
        memory: what is added to the warm process's own size.
        disk: all files together.
        file_size: one file.
        open_files: files open at a time.
        threads: threads at a time.
        output_cell: outputs of one cell, as they are stored.
        output_total: outputs and values of all cells.
        values: the values for one test cell, as they travel.
        restarts: how often a hand-in is started again without the cell that ended it.
    """

    cpu_cell: float = 10.0
    cpu_total: float = 60.0
    idle_cell: float = 20.0
    wall_total: float = 600.0
    memory: int = 512 * MEGABYTE
    disk: int = 64 * MEGABYTE
    file_size: int = 32 * MEGABYTE
    open_files: int = 128
    threads: int = 64
    output_cell: int = 1 * MEGABYTE
    output_total: int = 8 * MEGABYTE
    values: int = 1 * MEGABYTE
    restarts: int = 8
