"""`data list`, `data fetch NAME`: the data sets of the registry; `data competing-phases`: what ships of one of them."""

from __future__ import annotations

import sys


def add_parser(commands) -> None:
    """Add the command and its sub-commands to the parser."""
    parser = commands.add_parser("data", help="list or fetch data sets")
    actions = parser.add_subparsers(title="actions", required=True, metavar="ACTION")
    actions.add_parser("list", help="list the data sets").set_defaults(run=run_list)
    fetch = actions.add_parser("fetch", help="download a data set into the cache unless it is there")
    fetch.add_argument("name")
    fetch.set_defaults(run=run_fetch)
    actions.add_parser(
        "competing-phases", help="make the table of competing phases that ships, from mp_compositions"
    ).set_defaults(run=run_competing_phases)


def run_list(options) -> None:  # noqa: ARG001 - every command takes the options
    """Print a line per data set."""
    from mi_core.datasets.registry import list_datasets

    for card in list_datasets():
        print(
            f"{card.name}: {card.title}; {card.published_rows:,} rows; {card.licence}; targets {', '.join(card.targets)}"
        )


def run_fetch(options) -> None:
    """Fetch, with progress on standard error, and print the file."""
    from mi_core.datasets.loading import fetch_dataset

    def show(share: float, words: str) -> None:
        done = "" if share != share else f"{share:4.0%} "  # noqa: PLR0124 - NaN: total unknown
        print(f"\r{done}{words}", end="", file=sys.stderr, flush=True)

    path = fetch_dataset(options.name, progress=show)
    print(file=sys.stderr)
    print(path)


def run_competing_phases(options) -> None:  # noqa: ARG001 - every command takes the options
    """Write the table beside the code that reads it, and print how many phases it holds."""
    from mi_core.phases.making import make
    from mi_core.phases.shipped import TABLE

    print(f"{make():,} phases written to {TABLE}.")
