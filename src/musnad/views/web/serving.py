"""Serving the site: the socket that it listens at, and the address that a person opens."""

from __future__ import annotations

import errno
import os
import socket
import sys
import webbrowser

import uvicorn
from fastapi import FastAPI

from musnad.archive import finding
from musnad.errors import InputError
from musnad.stores.base import Store
from musnad.views.web.desk import document_address, incident_address

_TRIED = 20  # ports after the one asked for, before giving up


def listen(host: str, port: int) -> socket.socket:
    """A socket at the port or, when something else uses it, at the next free one. InputError when there is none."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, min(port + _TRIED, 65536)) if port else (0,):
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, candidate))
        except OSError as found:
            listening.close()
            if found.errno != errno.EADDRINUSE:
                raise InputError(f"{host}, port {candidate}: cannot be listened at ({found.strerror}); name another with --port") from found
        else:
            listening.listen(128)
            return listening
    raise InputError(f"{host}: ports {port} to {port + _TRIED - 1} are all in use; name another with --port")


def address(listening: socket.socket) -> str:
    """The address of the site, as a person opens it."""
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def path_of(store: Store, page: str) -> str:
    """The path of a page that is named by itself, or by an incident, event or document."""
    if page.startswith("/"):
        return page
    named = finding.find(store, page)
    return incident_address(named.id) if named.kind == "incident" else document_address(named.id)


def show(address: str) -> None:
    """Nothing; the browser opens with the address, unless there is no screen for it."""
    if sys.platform in ("darwin", "win32") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(address)


def run(app: FastAPI, listening: socket.socket) -> None:
    """Nothing, when somebody stops it."""
    config = uvicorn.Config(app, log_level="warning", server_header=False)
    uvicorn.Server(config).run(sockets=[listening])
