"""Which network addresses may be asked: public ones only, checked after the name is resolved and connected to as checked.

A name may resolve to an address inside the network that Musnad runs in, and to another one the second time it is asked (DNS rebinding),
so the connection is made to the very address that was checked. Source: OWASP, Server-Side Request Forgery Prevention Cheat Sheet.
"""

from __future__ import annotations

import ipaddress
import socket

from musnad.errors import InputError

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def resolve(host: str, port: int, *, private: bool) -> tuple[str, ...]:
    """The addresses of a host. Raises ``InputError`` when it has none or, unless ``private`` ones may be asked, when one is not public."""
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as found:
        raise InputError(f"the host {host!r} has no address ({found}); check the name and the network") from found
    addresses = tuple(dict.fromkeys(str(answer[4][0]) for answer in answers))
    for address in addresses:
        if not (private or is_public(address)):
            raise InputError(f"the host {host!r} is at {address}, which is not a public address; such addresses are not fetched")
    return addresses


def is_public(address: str) -> bool:
    """Whether an address is one of the open network, and so is the address that it wraps, if it does."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    return all(one.is_global and not one.is_multicast and not one.is_reserved for one in (parsed, *_wrapped(parsed)) if one not in _NAT64)


def _wrapped(address: _Address) -> tuple[_Address, ...]:
    """The IPv4 addresses that an IPv6 address leads to by one of the ways of carrying them."""
    if isinstance(address, ipaddress.IPv4Address):
        return ()
    nat64 = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None
    found = (address.ipv4_mapped, address.sixtofour, *(address.teredo or ()), nat64)
    return tuple(one for one in found if one is not None)
