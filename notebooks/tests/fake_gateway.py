"""A gateway in a few lines: invented genotypes, one person who may grant and revoke.

It knows just enough of the HTTP API to run the notebook against.
"""

from __future__ import annotations

import contextlib
import json
import random
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pyarrow as pa

SAMPLES = [f"S{i:02d}" for i in range(40)]
PERSON = "S07"
POSITIONS = range(1000, 1600)

SCHEMA = pa.schema(
    [
        ("CHROM", pa.dictionary(pa.int32(), pa.string())),
        ("POS", pa.int32()),
        ("REF", pa.string()),
        ("ALT", pa.string()),
        ("AC", pa.int32()),
        ("AN", pa.int32()),
    ]
)


class State:
    """Who permits what, and who looked."""

    def __init__(self, seed: int = 7):
        chance = random.Random(seed)
        # Mostly rare: each site has its own frequency, small for most.
        frequencies = [chance.random() ** 6 for _ in POSITIONS]
        self.copies = [
            {s: (chance.random() < f) + (chance.random() < f) for s in SAMPLES} for f in frequencies
        ]
        self.granted = False
        self.size = 10
        self.accesses: list[dict] = []

    def permitted(self) -> list[str]:
        return [s for s in SAMPLES if s != PERSON or self.granted]

    def stream(self) -> tuple[str, bytes]:
        self.size += 1
        access = f"{self.size:032x}"
        samples = self.permitted()
        if self.granted:
            look = {"accessId": access, "at": "2026-11-24T08:00:00Z", "who": "Researcher 204"}
            look |= {"use": "HMB", "what": "chromosome 22", "outcome": "complete"}
            self.accesses.insert(0, look)
        counts = [sum(c[s] for s in samples) for c in self.copies]
        rows = [(p, n) for p, n in zip(POSITIONS, counts) if n]
        schema = SCHEMA.with_metadata({"genogate.samples": json.dumps(samples)})
        chrom = pa.DictionaryArray.from_arrays(pa.array([0] * len(rows), pa.int32()), ["22"])
        columns = [chrom, [r[0] for r in rows], ["A"] * len(rows), ["C"] * len(rows)]
        columns += [[r[1] for r in rows], [2 * len(samples)] * len(rows)]
        arrays = [pa.array(c, f.type) if isinstance(c, list) else c for c, f in zip(columns, schema)]
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, schema) as writer:
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
        return access, sink.getvalue().to_pybytes()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    state: State

    def do_GET(self):
        if self.path.startswith("/v1/datasets/demo/variants?"):
            access, body = self.state.stream()
            fields = {"GenoGate-Access-Id": access, "GenoGate-Ledger-Size": str(self.state.size)}
            self.reply(200, body, "application/vnd.apache.arrow.stream", fields)
        elif self.path == "/v1/me/consents":
            state = "in-force" if self.state.granted else "stopped"
            consent = {"consentId": "c" * 32, "kind": "grant", "state": state, "ledgerIndex": 9}
            self.json(200, {"consents": [consent]})
        elif self.path == "/v1/me/accesses":
            self.json(200, {"accesses": self.state.accesses})
        else:
            self.json(404, {"code": "not-found", "detail": self.path})

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.state.size += 1
        self.state.granted = self.path == "/v1/me/consents"
        if self.state.granted:
            self.json(201, {"consentId": "c" * 32, "ledgerIndex": self.state.size})
        else:
            self.json(200, {"ledgerIndex": self.state.size, "streamsAffected": 0})

    def json(self, status, value):
        self.reply(status, json.dumps(value).encode(), "application/json", {})

    def reply(self, status, body, content_type, fields):
        self.send_response(status)
        all_fields = {"Content-Type": content_type, "Content-Length": str(len(body))} | fields
        for name, value in all_fields.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def serve() -> Iterator[str]:
    handler = type("Bound", (Handler,), {"state": State()})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
