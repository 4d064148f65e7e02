"""Network addresses and UUIDs."""

import re
from ipaddress import (
    IPv4Address,
    IPv4Interface,
    IPv4Network,
    IPv6Address,
    IPv6Interface,
    IPv6Network,
    ip_interface,
    ip_network,
)
from typing import Any
from uuid import UUID

from mizzle.dsl.column import Column
from mizzle.dsl.data_type import DataType
from mizzle.dsl.types.make import column

# ---- how the server prints them


def uuid_text(value: Any) -> str:
    """A UUID, or its text in any form that Python reads."""
    if not isinstance(value, (UUID, str)):
        raise TypeError(f"a UUID is wanted, not {type(value).__name__}")
    try:
        return str(value if isinstance(value, UUID) else UUID(value))
    except ValueError:
        raise ValueError("it is no UUID") from None


def inet_text(value: Any) -> str:
    """A host, with the mask of its network unless that is the host alone."""
    if isinstance(value, str):
        value = ip_interface(value)
    if isinstance(value, (IPv4Address, IPv6Address)) and not isinstance(value, (IPv4Interface, IPv6Interface)):
        return _address(value)
    if isinstance(value, (IPv4Interface, IPv6Interface)):
        text = _address(value.ip)
        length = value.network.prefixlen
        return text if length == value.max_prefixlen else f"{text}/{length}"
    if isinstance(value, (IPv4Network, IPv6Network)):
        return inet_text(ip_interface((value.network_address, value.prefixlen)))
    raise TypeError(f"an address of the module ipaddress, or its text, is wanted, not {type(value).__name__}")


def cidr_text(value: Any) -> str:
    """A network, always with its mask."""
    if isinstance(value, (IPv4Interface, IPv6Interface)):
        value = str(value)
    if isinstance(value, (str, IPv4Address, IPv6Address)):
        value = ip_network(value)
    if not isinstance(value, (IPv4Network, IPv6Network)):
        raise TypeError(f"a network of the module ipaddress, or its text, is wanted, not {type(value).__name__}")
    return f"{_address(value.network_address)}/{value.prefixlen}"


def _address(value: IPv4Address | IPv6Address) -> str:
    """The address as inet_ntop() has it: IPv4 inside IPv6 keeps its dots."""
    if isinstance(value, IPv6Address):
        if value.scope_id:
            raise ValueError("PostgreSQL keeps no scope of an IPv6 address")
        number = int(value)
        high, low = number >> 32, number & 0xFFFFFFFF
        if high == 0xFFFF or (high == 0 and low >= 0x10000):
            return f"::{'ffff:' if high else ''}{IPv4Address(low)}"
        return IPv6Address(number).compressed
    return str(value)


def hardware_text(value: Any, *, size: int) -> str:
    """A hardware address in the form with colons."""
    if not isinstance(value, str):
        raise TypeError(f'a str like "08:00:2b:01:02:03" is wanted, not {type(value).__name__}')
    digits = re.sub(r"[:.\-]", "", value.strip()).lower()
    if size == 8 and len(digits) == 12:
        digits = f"{digits[:6]}fffe{digits[6:]}"
    if not re.fullmatch(f"[0-9a-f]{{{2 * size}}}", digits):
        raise ValueError(f"it is no address of {size} bytes")
    return ":".join(digits[place : place + 2] for place in range(0, 2 * size, 2))


# ---- builders

UUID_ = DataType("uuid", uuid_text)
INET = DataType("inet", inet_text)
CIDR = DataType("cidr", cidr_text)
MACADDR = DataType("macaddr", lambda value: hardware_text(value, size=6))
MACADDR8 = DataType("macaddr8", lambda value: hardware_text(value, size=8))


def uuid(name: str | None = None) -> Column[UUID | None]:
    """A UUID."""
    return column(UUID_, name)


def inet(name: str | None = None) -> Column[IPv4Interface | IPv6Interface | IPv4Address | IPv6Address | None]:
    """A host's address, possibly with its network."""
    return column(INET, name)


def cidr(name: str | None = None) -> Column[IPv4Network | IPv6Network | None]:
    """A network."""
    return column(CIDR, name)


def macaddr(name: str | None = None) -> Column[str | None]:
    """A hardware address of 6 bytes."""
    return column(MACADDR, name)


def macaddr8(name: str | None = None) -> Column[str | None]:
    """A hardware address of 8 bytes; one of 6 is extended as the server does it."""
    return column(MACADDR8, name)
