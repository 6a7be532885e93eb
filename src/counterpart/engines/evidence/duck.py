"""DuckDB, kept in its place: so much memory and disk, no network, no extension, and only the folders it is given."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

MEMORY, SPILLED, THREADS = "1GB", "4GB", 4


@contextmanager
def opened(
    *folders: Path, memory: str = MEMORY, spilled: str = SPILLED, threads: int = THREADS, in_order: bool = True
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that reads and writes only in these folders; the first takes what does not fit into memory.

    Where rows need not stay in their order (`in_order`), large work takes less memory.
    """
    connection = _connected(folders[0], memory, spilled, threads, in_order=in_order)
    try:
        connection.execute("SET TimeZone = 'UTC'")
        _shut_in(connection, *folders)
        yield connection
    finally:
        connection.close()


@contextmanager
def opened_for_tables(*folders: Path, memory: str = MEMORY, spilled: str = SPILLED) -> Iterator[Any]:
    """The same as Ibis has it (its DuckDB backend), for table expressions; their rows come in no order."""
    import ibis  # half a second, which what measures nothing need not wait for

    warnings.filterwarnings("ignore", "fetch_arrow_table", DeprecationWarning)  # Ibis calls DuckDB by its older name
    connection = _connected(folders[0], memory, spilled, THREADS, in_order=False)
    try:
        tables = ibis.duckdb.from_connection(connection)
        _shut_in(connection, *folders)
        yield tables
    finally:
        connection.close()


def _connected(folder: Path, memory: str, spilled: str, threads: int, *, in_order: bool) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(
        config={
            "memory_limit": memory,
            "threads": threads,
            "temp_directory": str(folder / "spilled"),
            "max_temp_directory_size": spilled,
            "preserve_insertion_order": in_order,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
    )


def _shut_in(connection: duckdb.DuckDBPyConnection, *folders: Path) -> None:
    """Nothing outside of these folders is read or written from here on, whatever is asked."""
    connection.execute(f"SET allowed_directories = [{', '.join(quoted(folder) for folder in folders)}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


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
