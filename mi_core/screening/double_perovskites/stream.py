"""Double perovskites through the model into Parquet, batch by batch: memory does not grow with the number of candidates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from mi_core.files import written_whole
from mi_core.screening.double_perovskites.candidates import double_charge_balanced, double_elements

if TYPE_CHECKING:
    from mi_core.screening.double_perovskites.candidates import Doubles, DoubleSpace
    from mi_core.screening.predictor import Outcome, Predictor

ROWS_AT_ONCE = 65_536  # rows that are in memory at once, and of a row group
SITES = ("a", "b", "b2", "x")
SCHEMA = pa.schema(
    [
        *((site, pa.dictionary(pa.int8(), pa.string())) for site in SITES),
        ("value", pa.float32()),
        ("lower", pa.float32()),
        ("upper", pa.float32()),
        ("in_domain", pa.bool_()),
        ("charge_balanced", pa.bool_()),
    ]
)


def stream_doubles(space: DoubleSpace, first: int, beyond: int, predictor: Predictor, path: Path) -> int:
    """Predict the candidates of blocks first … beyond - 1 into one Parquet file (zstd); return how many.

    The file appears under its name only when it is complete.
    """
    path = Path(path)
    count = 0
    with written_whole(path) as partial, pq.ParquetWriter(partial, SCHEMA, compression="zstd") as writer:
        for batch in space.batches(first, beyond, ROWS_AT_ONCE):
            writer.write_table(_table(batch, predictor.predict(batch)), row_group_size=2 * ROWS_AT_ONCE)
            count += len(batch)
    return count


def _table(batch: Doubles, outcome: Outcome) -> pa.Table:
    symbols = pa.array(double_elements())
    sites = [pa.DictionaryArray.from_arrays(getattr(batch, site).astype(np.int8), symbols) for site in SITES]
    energies = [getattr(outcome, name).astype(np.float32) for name in ("value", "lower", "upper")]
    return pa.table([*sites, *energies, outcome.in_domain, double_charge_balanced(batch)], schema=SCHEMA)
