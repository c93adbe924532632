"""The process that runs one reader's query: SQL on standard input, an Arrow file out. Started by sandbox alone.

Exit codes: 0 the result is written, 2 the query is at fault (told on standard error), 3 out of time.
"""

from __future__ import annotations

import os
import resource
import sys
import threading
from pathlib import Path

import pyarrow as pa

from pipelines.warehouse.faults import MachineFault, NoSnapshot, QueryError
from pipelines.warehouse.query import run_sql

MEMORY = 2 * 1024**3
"""Address space of this process in bytes: a result too large to hold ends here, and not in the dashboard."""


def main(path: Path, output: Path, seconds: float, most: int) -> int:
    """Run the query and write at most `most` rows of its result; the full number stands in the schema's metadata."""
    timer = threading.Timer(seconds, os._exit, args=(3,))
    timer.daemon = True
    timer.start()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        result = run_sql(path, sys.stdin.read())
    except (QueryError, NoSnapshot, MachineFault) as error:
        print(error, file=sys.stderr)
        return 2
    except MemoryError:
        print("the result does not fit into memory; ask for less, or add a LIMIT", file=sys.stderr)
        return 2
    shown = result.slice(0, most).replace_schema_metadata({"rows": str(result.num_rows)})
    with pa.OSFile(str(output), "wb") as file, pa.ipc.new_file(file, shown.schema) as writer:
        writer.write_table(shown)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4])))
