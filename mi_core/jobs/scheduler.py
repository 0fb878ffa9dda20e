"""The few questions that are put to a Dask scheduler.

Questions open a connection and close it: there is no client to lose its scheduler, and every app process can ask.
"""

from __future__ import annotations

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

ANSWER_S = 10.0  # a scheduler that takes longer is taken for dead


@dataclass(frozen=True)
class Cluster:
    """A scheduler that answers: where, which one (a restarted scheduler is another), and its number of workers."""

    address: str
    id: str
    workers: int = 0


class NoClusterError(Exception):
    """Nobody answers at this address."""


def identify(address: str) -> Cluster:
    """Return the cluster whose scheduler is at this address; NoClusterError if none answers."""
    (who,) = ask(address, identity={"n_workers": 0})
    if who.get("type") != "Scheduler":
        raise NoClusterError("it is no scheduler")
    return Cluster(address, who["id"], who["n_workers"])


def ask(address: str, **questions: dict[str, Any]) -> list[Any]:
    """Return the answers of a Dask scheduler or nanny to remote procedures, given with their arguments.

    NoClusterError if there is none.
    """
    from distributed.core import rpc

    async def once() -> list[Any]:
        async with rpc(address, timeout=ANSWER_S) as peer:
            return [await getattr(peer, name)(**arguments) for name, arguments in questions.items()]

    try:
        _knock(address)
        with ThreadPoolExecutor(1) as thread:  # the caller's may have an event loop running
            return thread.submit(lambda: asyncio.run(asyncio.wait_for(once(), ANSWER_S))).result()
    except (OSError, ValueError) as error:  # TimeoutError is an OSError; ValueError: an address that is none
        raise NoClusterError(_reason(error)) from None


def _reason(error: Exception) -> str:
    if isinstance(error, ConnectionRefusedError):
        return "nobody listens there"
    if isinstance(error, TimeoutError):
        return f"no answer within {ANSWER_S:.0f} s"
    if type(error).__name__ == "CommClosedError":  # Dask's, whose words are for its developers
        return "the connection broke"
    return str(error) or type(error).__name__


def _knock(address: str) -> None:
    """Raise ConnectionRefusedError at once where nobody listens; Dask would go on trying."""
    from distributed.comm.addressing import parse_host_port

    socket.create_connection(parse_host_port(address.partition("://")[2]), timeout=ANSWER_S).close()
