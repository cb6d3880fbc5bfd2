"""A gateway of bytes: plays one prepared answer to each connection, and can stop anywhere."""

from __future__ import annotations

import contextlib
import json
import socket
import struct
import threading
from collections.abc import Iterator

import pyarrow as pa

ACCESS = "0123456789abcdef0123456789abcdef"
ABORT_MARK = struct.pack("<Ii", 0xFFFFFFFF, 64)
ARROW = "application/vnd.apache.arrow.stream"

SCHEMA = pa.schema(
    [
        ("CHROM", pa.dictionary(pa.int32(), pa.string())),
        ("POS", pa.int32()),
        ("AC", pa.int32()),
        ("AN", pa.int32()),
        ("ledger_size", pa.int64()),
        ("dosages", pa.list_(pa.int8(), 2)),
    ],
    metadata={
        "genogate.access_id": ACCESS,
        "genogate.ledger_size": "42",
        "genogate.samples": json.dumps(["A", "B"]),
        "genogate.units": "alternate allele copies",
    },
)


def batches(count: int = 3, rows: int = 4) -> list[pa.RecordBatch]:
    chrom = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), pa.array(["22"]))
    made = []
    for i in range(count):
        dosages = pa.array([[0, 1] if r % 2 else [2, None] for r in range(rows)], SCHEMA[5].type)
        columns = [
            chrom,
            pa.array([1000 + i * rows + r for r in range(rows)], pa.int32()),
            pa.array([1] * rows, pa.int32()),
            pa.array([4] * rows, pa.int32()),
            pa.array([42] * rows, pa.int64()),
            dosages,
        ]
        made.append(pa.RecordBatch.from_arrays(columns, schema=SCHEMA))
    return made


def parts(count: int = 3, compression: str | None = None) -> list[bytes]:
    """The schema, each batch with what it needs, and the end mark: concatenated, a whole stream."""
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression=compression)
    ends = []
    with pa.ipc.new_stream(sink, SCHEMA, options=options) as writer:
        ends.append(sink.tell())
        for batch in batches(count):
            writer.write_batch(batch)
            ends.append(sink.tell())
    whole = sink.getvalue().to_pybytes()
    starts = [0, *ends]
    return [whole[a:b] for a, b in zip(starts, [*ends, len(whole)])]


def head(status: str = "200 OK", **more: str) -> bytes:
    fields = {
        "Content-Type": ARROW,
        "GenoGate-Access-Id": ACCESS,
        "GenoGate-Ledger-Size": "42",
    } | {name.replace("_", "-"): value for name, value in more.items()}
    lines = [f"HTTP/1.1 {status}", *(f"{k}: {v}" for k, v in fields.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


LAST_CHUNK = b"0\r\n\r\n"


def chunked(pieces: list[bytes], end: bytes = LAST_CHUNK) -> bytes:
    return head(Transfer_Encoding="chunked") + b"".join(chunk(p) for p in pieces if p) + end


def problem(status: str, code: str, detail: str, **more: str) -> bytes:
    body = json.dumps({"code": code, "title": "t", "detail": detail}).encode()
    fields = {"Content_Type": "application/problem+json", "Content_Length": str(len(body))} | more
    return head(status, **fields) + body


def answer(value: object, status: str = "200 OK") -> bytes:
    body = json.dumps(value).encode()
    return head(status, Content_Type="application/json", Content_Length=str(len(body))) + body


class Played:
    """What was asked, and where."""

    def __init__(self, url: str):
        self.url = url
        self.requests: list[str] = []


@contextlib.contextmanager
def play(*answers: bytes, reset: bool = False) -> Iterator[Played]:
    """Serves `answers`, one a connection, in order. `reset` ends each by RST instead of FIN."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        played = Played("http://127.0.0.1:%d" % server.getsockname()[1])
        thread = threading.Thread(target=_serve, args=(server, answers, reset, played))
        thread.start()
        try:
            yield played
        finally:
            # Whoever was not asked must not be waited for.
            with contextlib.suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
            thread.join()


def _serve(server: socket.socket, answers: tuple[bytes, ...], reset: bool, played: Played) -> None:
    for data in answers:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        with connection:
            played.requests.append(_request(connection))
            with contextlib.suppress(OSError):
                connection.sendall(data)
            if reset:
                linger = struct.pack("ii", 1, 0)
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)


def _request(connection: socket.socket) -> str:
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.recv(65536)
    before, _, body = data.partition(b"\r\n\r\n")
    for line in before.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            while len(body) < int(line.split(b":")[1]):
                body += connection.recv(65536)
    return (before + b"\r\n\r\n" + body).decode()
