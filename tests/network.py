"""No test reaches beyond this machine: only 127.0.0.1, ::1 and sockets that are files."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

HERE = ("127.0.0.1", "::1", "localhost")


class BeyondThisMachine(AssertionError):
    """A test wants to reach an address that is not of this machine."""


@contextmanager
def forbidden() -> Iterator[None]:
    """Until the end of the block, names are not looked up and nothing is sent beyond this machine."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _checked(getattr(socket.socket, name), 0))
        patch.setattr(socket.socket, "sendto", _checked(socket.socket.sendto, -1))
        for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
            patch.setattr(socket, name, _looked_up(getattr(socket, name)))
        yield


def _checked(call: Callable[..., Any], place: int) -> Callable[..., Any]:
    """A method of a socket that looks at its address first; it is the argument in this place."""

    def checked(of: socket.socket, *arguments: Any) -> Any:
        if of.family != socket.AF_UNIX:
            _check(arguments[place][0])
        return call(of, *arguments)

    return checked


def _looked_up(call: Callable[..., Any]) -> Callable[..., Any]:
    def checked(host: Any, *arguments: Any, **settings: Any) -> Any:
        _check(host)
        return call(host, *arguments, **settings)

    return checked


def _check(host: Any) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if name not in (*HERE, None, ""):
        raise BeyondThisMachine(name)
