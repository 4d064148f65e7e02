"""A pooler as small as can be: clients come by sessions of a server, for a transaction or for as long as they are there."""

import select
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from psycopg.conninfo import conninfo_to_dict

READY = b"Z"
SECRET = b"K"
SSL, GSS = 80877103, 80877104


class Pooler:
    """`transactions`: whether a server's session is handed on behind each transaction."""

    def __init__(self, url: str, *, transactions: bool) -> None:
        self.parts = {key: str(value) for key, value in conninfo_to_dict(url).items()}
        self.transactions = transactions
        self.idle: list[socket.socket] = []
        self.hello = b""
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = (
            f"postgresql://{self.parts['user']}@127.0.0.1:{self.listener.getsockname()[1]}/{self.parts['dbname']}"
        )
        self.release(self.server())
        threading.Thread(target=self.listen, daemon=True).start()

    def server(self) -> socket.socket:
        """A session: one that is idle, else a new one. The last that was let go comes first, as with PgBouncer."""
        if self.idle:
            return self.idle.pop()
        place = socket.socket(socket.AF_UNIX)
        place.connect(f"{self.parts['host']}/.s.PGSQL.{self.parts['port']}")
        words = f"user\0{self.parts['user']}\0database\0{self.parts['dbname']}\0\0".encode()
        place.sendall(struct.pack("!ii", len(words) + 8, 196608) + words)
        said = b""
        for kind, message in messages(place):
            said += b"" if kind == SECRET else message
            if kind == READY:
                break
        self.hello = said
        return place

    def release(self, place: socket.socket) -> None:
        self.idle.append(place)

    def listen(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client: socket.socket) -> None:
        """One client, from its first word to its last."""
        while struct.unpack("!i", (head := exactly(client, 8))[4:])[0] in (SSL, GSS):
            client.sendall(b"N")
        exactly(client, struct.unpack("!i", head[:4])[0] - 8)
        # A process and a secret of the pooler's own, before ReadyForQuery.
        client.sendall(self.hello[:-6] + SECRET + struct.pack("!iii", 12, 1, 1) + self.hello[-6:])
        held: socket.socket | None = None
        with suppress(OSError, EOFError):
            while True:
                for source in select.select([client, *([held] if held else [])], [], [])[0]:
                    kind, message = next(messages(source))
                    if source is client:
                        if kind == b"X":
                            raise EOFError
                        held = held or self.server()
                        held.sendall(message)
                        continue
                    client.sendall(message)
                    if kind == READY and message[-1:] == b"I" and self.transactions:
                        self.release(source)
                        held = None
        if held:
            self.release(held)
        client.close()


def messages(source: socket.socket) -> Iterator[tuple[bytes, bytes]]:
    """The messages that come, each with its kind."""
    while True:
        head = exactly(source, 5)
        yield head[:1], head + exactly(source, struct.unpack("!i", head[1:])[0] - 4)


def exactly(source: socket.socket, count: int) -> bytes:
    found = b""
    while len(found) < count:
        more = source.recv(count - len(found))
        if not more:
            raise EOFError
        found += more
    return found


@contextmanager
def pooler(url: str, *, transactions: bool) -> Iterator[str]:
    """The URL of a pooler before the database."""
    made = Pooler(url, transactions=transactions)
    try:
        yield made.url
    finally:
        made.listener.close()
        for place in made.idle:
            place.close()
