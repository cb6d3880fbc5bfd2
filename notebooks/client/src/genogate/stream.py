"""An Arrow stream that is either whole or raises.

pyarrow takes a stream that stops between two batches, without the end-of-stream mark, for a
complete one. So the end is not left to it: the bytes pass through `_Watched`, which remembers how
they ended, and a stream counts as whole only if the mark came, nothing followed it, and the
transfer itself ended as HTTP says it must.
"""

from __future__ import annotations

import http.client
import io
import json
from collections.abc import Iterator

import pyarrow as pa

from genogate.errors import GenogateError, IncompleteStream

ARROW_STREAM = "application/vnd.apache.arrow.stream"

END_OF_STREAM = b"\xff\xff\xff\xff\x00\x00\x00\x00"
"""Continuation marker and a metadata length of 0.

Spec: https://arrow.apache.org/docs/format/Columnar.html#ipc-streaming-format
"""


class VariantStream:
    """The answer to one query for variants, read once, batch by batch.

    Use it in a `with` statement, or read it to its end; either closes the connection.
    """

    def __init__(self, connection: http.client.HTTPConnection, response: http.client.HTTPResponse):
        self.access_id = response.headers.get("GenoGate-Access-Id", "")
        """Names this access; its receipt is at `client.receipt(access_id)`."""
        self._ledger_size = response.headers.get("GenoGate-Ledger-Size", "")
        self._connection = connection
        self._bytes = _Watched(response)
        self._begun = False
        media_type = response.headers.get_content_type()
        if media_type != ARROW_STREAM:
            self.close()
            raise GenogateError("not-understood", f"{media_type} is no {ARROW_STREAM}", 200)
        try:
            self._reader = pa.ipc.open_stream(self._bytes)
            self._metadata = self._reader.schema.metadata or {}
        except BaseException as e:
            self.close()
            if isinstance(e, (pa.ArrowException, OSError, http.client.HTTPException)):
                raise self._incomplete(e) from e
            raise

    @property
    def schema(self) -> pa.Schema:
        return self._reader.schema

    @property
    def ledger_size(self) -> int:
        """The ledger's size when the query was decided; each row has its own in `ledger_size`."""
        return int(self._ledger_size or self._text("genogate.ledger_size") or -1)

    @property
    def samples(self) -> list[str]:
        """Whose data may be in it; the order of the values in each list of `dosages`."""
        return json.loads(self._text("genogate.samples") or "[]")

    @property
    def units(self) -> str:
        """What the numbers count, as the gateway puts it."""
        return self._text("genogate.units")

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        """Yields record batches as they come.

        Raises IncompleteStream if the stream does not reach its end. Whoever adds up batches must
        wait for that end before believing the sum.
        """
        if self._begun:
            raise ValueError("a stream is read once; ask again for another")
        self._begun = True
        try:
            while True:
                try:
                    batch = self._reader.read_next_batch()
                except StopIteration:
                    break
                except (pa.ArrowException, OSError, http.client.HTTPException) as e:
                    raise self._incomplete(e) from e
                yield batch
            self._check_end()
        finally:
            self.close()

    def table(self) -> pa.Table:
        """Reads everything into one table. Raises IncompleteStream rather than return a part."""
        return pa.Table.from_batches(list(self), self.schema)

    def close(self) -> None:
        """Leaves the stream; the gateway records that the reader left if it was not at its end."""
        self._bytes.close()
        self._connection.close()

    def __enter__(self) -> VariantStream:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _check_end(self) -> None:
        try:
            self._bytes.read(1)
        except (OSError, http.client.HTTPException) as e:
            raise self._incomplete(e) from e
        if not self._bytes.whole:
            raise self._incomplete(None)

    def _incomplete(self, cause: BaseException | None) -> GenogateError:
        why = f" ({type(cause).__name__})" if cause else ""
        return IncompleteStream(
            f"the stream of access {self.access_id or 'unknown'} ended before its end{why}; what was"
            " read of it is no answer",
            self.access_id,
        )

    def _text(self, key: str) -> str:
        return self._metadata.get(key.encode(), b"").decode()


class _Watched(io.RawIOBase):
    """A response's body that keeps its last bytes and knows whether it ended as HTTP wants.

    http.client raises IncompleteRead when a chunked body lacks its last chunk. A body with a length
    is counted here, since http.client passes over a short one; one with neither ends wherever the
    connection does, so it is never taken for whole.
    """

    def __init__(self, response: http.client.HTTPResponse):
        super().__init__()
        self._response = response
        self._length = None if response.chunked else response.length
        self._count = 0
        self._tail = b""
        self._ended = False

    @property
    def whole(self) -> bool:
        return self._ended and self._tail == END_OF_STREAM

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Returns `size` bytes, waiting for them, or fewer at the end: Arrow takes less for an end."""
        data = self._response.read(None if size < 0 else size)
        self._count += len(data)
        self._tail = (self._tail + data[-len(END_OF_STREAM) :])[-len(END_OF_STREAM) :]
        if not data and size:
            self._ended = bool(self._response.chunked) or self._count == self._length
        return data

    def close(self) -> None:
        self._response.close()
        super().close()
