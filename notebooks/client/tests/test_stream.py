"""A stream is whole, or raises."""

import pyarrow as pa
import pytest

from genogate import Client, GenogateError, IncompleteStream
from played import ABORT_MARK, ACCESS, LAST_CHUNK, batches, chunk, chunked, head, parts, play


def ask(url):
    return Client(url, "token", timeout=5).variants("demo", "22:1-9", purpose="HMB")


def test_a_whole_stream_gives_every_row():
    with play(chunked(parts())) as gateway, ask(gateway.url) as stream:
        table = stream.table()

    assert table.equals(pa.Table.from_batches(batches()))


@pytest.mark.parametrize("compression", ["zstd", None])
def test_batches_come_one_by_one(compression):
    with play(chunked(parts(3, compression))) as gateway, ask(gateway.url) as stream:
        got = list(stream)

    assert got == batches()


def test_a_stream_without_rows_is_an_empty_table():
    with play(chunked(parts(0))) as gateway, ask(gateway.url) as stream:
        assert stream.table().num_rows == 0


def test_the_access_is_told_before_the_first_batch():
    with play(chunked(parts())) as gateway, ask(gateway.url) as stream:
        assert stream.access_id == ACCESS
        assert stream.ledger_size == 42
        assert stream.samples == ["A", "B"]
        assert stream.units == "alternate allele copies"


def test_a_body_with_a_length_is_whole_too():
    body = b"".join(parts())
    with play(head(Content_Length=str(len(body))) + body) as gateway, ask(gateway.url) as stream:
        assert stream.table().num_rows == 12


def incomplete(answer, reset=False):
    with play(answer, reset=reset) as gateway:
        with pytest.raises(IncompleteStream) as raised:
            ask(gateway.url).table()
    assert raised.value.code == "incomplete-stream"
    assert raised.value.access_id == ACCESS


@pytest.mark.parametrize("kept", [0, 1, 2, 3, 4])
@pytest.mark.parametrize("reset", [False, True])
def test_the_abort_mark_raises_wherever_it_stands(kept, reset):
    incomplete(chunked([*parts()[:kept], ABORT_MARK], end=b""), reset)


@pytest.mark.parametrize("kept", [1, 2, 3, 4])
@pytest.mark.parametrize("reset", [False, True])
def test_a_cut_between_batches_raises(kept, reset):
    """pyarrow alone takes such a stream for a whole one."""
    incomplete(chunked(parts()[:kept], end=b""), reset)


@pytest.mark.parametrize("kept", [1, 2, 3, 4])
def test_a_body_that_ends_well_without_the_end_mark_raises(kept):
    incomplete(chunked(parts()[:kept]))


def test_a_missing_last_chunk_raises_even_after_the_end_mark():
    incomplete(chunked(parts(), end=b""))


def test_every_cut_within_the_body_raises():
    whole = chunked(parts(2))
    begin = whole.index(b"\r\n\r\n") + 4
    answers = [whole[:end] for end in range(begin, len(whole) - len("\r\n"), 37)]
    with play(*answers) as gateway:
        for _ in answers:
            with pytest.raises(IncompleteStream):
                ask(gateway.url).table()


def test_a_short_body_with_a_length_raises():
    body = b"".join(parts())
    incomplete(head(Content_Length=str(len(body) + 1)) + body)


def test_a_body_that_only_the_connection_ends_is_never_whole():
    incomplete(head(Connection="close") + b"".join(parts()))


def test_bytes_after_the_end_mark_raise():
    incomplete(chunked([*parts(), b"more"]))


def test_the_batches_before_a_cut_do_not_end_quietly():
    seen = []
    with play(chunked(parts()[:3], end=b"")) as gateway, ask(gateway.url) as stream:
        with pytest.raises(IncompleteStream):
            seen.extend(stream)


def test_a_stream_is_read_once():
    with play(chunked(parts())) as gateway, ask(gateway.url) as stream:
        stream.table()
        with pytest.raises(ValueError, match="read once"):
            stream.table()


def test_what_is_no_arrow_stream_is_not_read():
    other = head(Content_Type="text/html", Transfer_Encoding="chunked") + chunk(b"<p>") + LAST_CHUNK
    with play(other) as gateway:
        with pytest.raises(GenogateError, match="not-understood: text/html"):
            ask(gateway.url)
