"""Well-known formats that are not read, told by their content or name, so that a refusal names them."""

from __future__ import annotations

import re

_NUMBERS = r"(?:[ \t]+[-+]?[\d.]+(?:[ED][-+]?\d+)?){3}"
_CUBE = rf".*\n.*\n[ \t]*-?\d+{_NUMBERS}(?:[ \t]+\d+)?[ \t]*\n(?:[ \t]*-?\d+{_NUMBERS}[ \t]*\n){{3}}"

# What it is: a pattern that its first lines match, from the beginning (\A) or of any line (^). Blanks are [ \t], never
# \s, whose runs over many blank lines would take quadratic time.
_CONTENTS: dict[str, str] = {
    "a Gaussian cube file": rf"\A{_CUBE}",
    "a LAMMPS data file": r"\bxlo[ \t]+xhi\b",
    "a LAMMPS dump": r"\AITEM: (TIMESTEP|UNITS|TIME)\b",
    "a PDB file": r"^(CRYST1 +\d|(ATOM  |HETATM) *\d+ )|\AHEADER .*\n(TITLE|COMPND|OBSLTE) ",
    "a MOL or SDF file of a molecule": r"^.{33,}V[23]000[ \t]*$",
    "a MOL2 file of a molecule": r"^@<TRIPOS>",
    "a Gaussian input": r"\A(%\w+[ \t]*=.*\n)+#|\A[ \t]*#.*\n[ \t]*\n.*\n[ \t]*\n[ \t]*-?\d+[ \t,]+\d+[ \t]*\n",
    "a Gaussian output": r"^ Entering Gaussian System",
    "a Quantum ESPRESSO input": r"^[ \t]*&(control|system|electrons)\b|^[ \t]*ATOMIC_POSITIONS\b",
    "a Quantum ESPRESSO output": r"^[ \t]*Program PWSCF",
    "an FHI-aims geometry": r"^[ \t]*(lattice_vector([ \t]+[-+\d.ED]+){3}|atom(_frac)?([ \t]+[-+\d.ED]+){3}[ \t]+[A-Z])",
    "a CASTEP cell file": r"^[ \t]*%block[ \t]+(lattice_(cart|abc)|positions_(frac|abs))",
    "a SIESTA input": r"^[ \t]*%block[ \t]+(ChemicalSpeciesLabel|LatticeVectors|AtomicCoordinates)",
    "a SHELX file": r"^(CELL|ZERR)( +[\d.]+){7}",
    "a CP2K input": r"^[ \t]*&(FORCE_EVAL|GLOBAL)\b",
    "an ABINIT input": r"^[ \t]*(acell|rprim|znucl|typat)[ \t]+\S",
    "a WIEN2k structure": r"^MODE OF CALC=|LATTICE,NONEQUIV",
    "an exciting input": r"<structure[^>]*>[ \t\n]{0,50}<crystal",
    "a VASP XML output": r"<modeling>",
    "a Chemical Markup Language file": r"<(cml|molecule)\b",
    "a VASP OUTCAR": r"^ POTCAR:|^ vasp\.\d",
    "a VASP POTCAR": r"^[ \t]*TITEL[ \t]*=|\A[ \t]*PAW_PBE ",
    "a VASP INCAR": r"^[ \t]*(ENCUT|ISMEAR|EDIFF|NSW|IBRION)[ \t]*=",
    "a VASP KPOINTS file": r"\A.*\n[ \t]*\d+[ \t]*\n[ \t]*(gamma|monkhorst|auto|line|reciprocal|cartesian)",
    "an XTL file": r"\ATITLE .*\n[ \t]*CELL\b",
    "a web page (HTML)": r"\A<(!doctype )?html",
}
_BINARY: dict[bytes, str] = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"\x89HDF": "an HDF5 file",
    b"- of Ulm": "an ASE trajectory",
    b"SQLite format 3": "an SQLite database",
    b"\x93NUMPY": "a NumPy array",
}
_SUFFIXES = {
    ".cube": "a Gaussian cube file",
    ".cub": "a Gaussian cube file",
    ".pdb": "a PDB file",
    ".ent": "a PDB file",
    ".mol": "a MOL or SDF file of a molecule",
    ".sdf": "a MOL or SDF file of a molecule",
    ".mol2": "a MOL2 file of a molecule",
    ".gjf": "a Gaussian input",
    ".lmp": "a LAMMPS data file",
    ".lammps": "a LAMMPS data file",
    ".res": "a SHELX file",
    ".ins": "a SHELX file",
    ".fdf": "a SIESTA input",
    ".traj": "an ASE trajectory",
    ".cml": "a Chemical Markup Language file",
    ".xtl": "an XTL file",
    ".pwi": "a Quantum ESPRESSO input",
    ".pwo": "a Quantum ESPRESSO output",
}
_PATTERNS = {name: re.compile(pattern, re.MULTILINE | re.IGNORECASE) for name, pattern in _CONTENTS.items()}
_HEAD = 1 << 14


def other_format(data: bytes, suffix: str = "") -> str | None:
    """Return what a file is, as "a PDB file", by its first bytes, else by its suffix; None if not known."""
    binary = next((name for mark, name in _BINARY.items() if data.startswith(mark)), None)
    return binary or other_text_format(data[:_HEAD].decode("latin-1")) or _SUFFIXES.get(suffix)


def other_text_format(text: str) -> str | None:
    """Return what a text is, by its first lines; None if not known."""
    text = text[:_HEAD].replace("\r\n", "\n")
    return next((name for name, pattern in _PATTERNS.items() if pattern.search(text)), None)


def refusal(name: str, cure: str = "save its crystal as CIF, POSCAR or extended XYZ") -> str:
    """Return the sentence that refuses a known format."""
    return f"This is {name}, which is not read; {cure}."
