"""DuckDB, kept in its place: so much memory and disk, no network, no extension, and only the folders it is given."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

MEMORY, SPILLED, THREADS = "1GB", "4GB", 4


@contextmanager
def opened(
    *folders: Path, memory: str = MEMORY, spilled: str = SPILLED, threads: int = THREADS, in_order: bool = True
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that reads and writes only in these folders; the first takes what does not fit into memory.

    Where rows need not stay in their order (`in_order`), large work takes less memory.
    """
    connection = duckdb.connect(
        config={
            "memory_limit": memory,
            "threads": threads,
            "temp_directory": str(folders[0] / "spilled"),
            "max_temp_directory_size": spilled,
            "preserve_insertion_order": in_order,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
    )
    try:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(f"SET allowed_directories = [{', '.join(quoted(folder) for folder in folders)}]")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        yield connection
    finally:
        connection.close()


def quoted(text: object) -> str:
    """A text as SQL holds it."""
    return "'" + str(text).replace("'", "''") + "'"


def named(name: str) -> str:
    """A name as SQL holds it."""
    return '"' + name.replace('"', '""') + '"'


def peak_memory() -> int:
    """The most memory this process has held since it began, in bytes; 0 where the system does not say."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return 0
    held = next((line for line in status.splitlines() if line.startswith("VmHWM:")), None)
    return int(held.split()[1]) * 1024 if held else 0
