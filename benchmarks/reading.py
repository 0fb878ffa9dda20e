"""Reading 1,000 small CIFs from one zip, checked and summarised; and one CIF against pymatgen's parser.

Each number is a median of wall and of processor time, which differ on a busy machine.
"""

from __future__ import annotations

import argparse
import io
import statistics
import time
import warnings
import zipfile

import numpy as np
from pymatgen.io.cif import CifParser, CifWriter
from record import save

from mi_core.structures.analysis.symmetry import forget
from mi_core.structures.examples import EXAMPLES
from mi_core.structures.reading import Source, read_materials
from mi_core.structures.summary import summarise

PEROVSKITES = ("SrTiO3", "BaTiO3", "CsPbI3", "KMgF3", "Ca3SnO")
SMALL = (
    "SrTiO3",
    "BaTiO3",
    "CsPbI3",
    "KMgF3",
    "Ca3SnO",
    "Si",
    "NaCl",
    "MgO",
    "TiO2",
    "GaN",
    "Cu3Au",
    "CaTiO3",
)


def cifs(count: int, *, names: tuple[str, ...] = SMALL, seed: int = 0) -> list[str]:
    """Return CIF texts of the examples: a third scaled, a third strained, a third with displaced atoms."""
    rng = np.random.default_rng(seed)
    texts = []
    for i in range(count):
        structure = EXAMPLES[names[i % len(names)]].structure()
        if i % 3 == 0:
            structure.scale_lattice(structure.volume * rng.uniform(0.9, 1.1))
        elif i % 3 == 1:
            structure.apply_strain(rng.uniform(-0.02, 0.02, 3), inplace=True)
        else:
            structure.perturb(0.05, seed=i)
        texts.append(str(CifWriter(structure)))
    return texts


def zipped(texts: list[str]) -> bytes:
    """Return a zip archive of the texts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for i, text in enumerate(texts):
            archive.writestr(f"{i:04d}.cif", text)
    return buffer.getvalue()


def seconds(task, repeats: int) -> dict[str, float]:
    """Return the median wall and processor time of the task after one warm-up; they differ on a busy machine."""
    task()
    wall, processor = [], []
    for _ in range(repeats):
        start, start_processor = time.perf_counter(), time.process_time()
        task()
        wall.append(time.perf_counter() - start)
        processor.append(time.process_time() - start_processor)
    return {"wall": statistics.median(wall), "cpu": statistics.median(processor)}


def read_and_summarise(archive: bytes) -> None:
    """Read the archive and make its table, with no space group known beforehand."""
    forget()
    frame = summarise(read_materials([Source("thousand.zip", archive)]))
    if len(frame) != 1000 or (frame["error"] != "").any():
        raise RuntimeError("the archive was not read completely")


def measure(repeats: int) -> dict[str, dict[str, float]]:
    """Return seconds for the archive and milliseconds per 5-atom CIF, here and in pymatgen's parser."""
    archive = zipped(cifs(1000))
    perovskites = cifs(100, names=PEROVSKITES)
    sources = [Source(f"{i}.cif", text.encode()) for i, text in enumerate(perovskites)]

    def by_pymatgen() -> None:
        for text in perovskites:
            CifParser.from_str(text).parse_structures(primitive=False)

    def each_ms(task) -> dict[str, float]:
        return {clock: value / len(perovskites) * 1e3 for clock, value in seconds(task, repeats).items()}

    return {
        "zip_of_1000_read_checked_summarised_s": seconds(lambda: read_and_summarise(archive), repeats),
        "zip_of_1000_read_checked_s": seconds(
            lambda: read_materials([Source("thousand.zip", archive)]), repeats
        ),
        "cif_to_checked_structure_ms": each_ms(lambda: read_materials(sources)),
        "cif_to_structure_pymatgen_ms": each_ms(by_pymatgen),
    }


def main() -> None:
    """Measure, print and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=5)
    repeats = parser.parse_args().repeats
    warnings.simplefilter("ignore")
    save("reading", {"repeats": repeats, "median": measure(repeats)})


if __name__ == "__main__":
    main()
