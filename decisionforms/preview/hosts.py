"""Under which names a preview answers: a page from elsewhere whose name was made to lead here (DNS rebinding) has another."""

import ipaddress
from urllib.parse import urlsplit

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
USUAL_PORT = 80


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches that address."""
    return host in LOOPBACK or (_is_ip(host) and ipaddress.ip_address(host).is_loopback)


def names(given: str, host: str, port: int) -> bool:
    """Whether the `Host` of a request names the server that listens at this host and port.

    On another interface than loopback readers write an address in figures, or the name that the server was given: such
    an address can't be made to lead elsewhere.
    """
    try:
        parts = urlsplit(f"//{given}")
        name, there = parts.hostname or "", parts.port or USUAL_PORT
    except ValueError:
        return False
    if there != port or parts.netloc != given or parts.username is not None:
        return False
    return name in LOOPBACK or (not is_loopback(host) and (name == host.lower() or _is_ip(name)))


def in_address(host: str) -> str:
    """The host as an address writes it."""
    return f"[{host}]" if ":" in host else host


def _is_ip(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
