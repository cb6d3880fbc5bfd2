"""Reads variants and records consents through a GenoGate gateway.

    from genogate import Client

    client = Client("http://127.0.0.1:8080", token)
    with client.variants("demo", ["22:16050000-16060000"], purpose="HMB") as stream:
        table = stream.table()

A stream that was cut or aborted raises `IncompleteStream`; it never yields half a table.
"""

from genogate.client import Client
from genogate.errors import GenogateError, IncompleteStream
from genogate.stream import VariantStream

__all__ = ["Client", "GenogateError", "IncompleteStream", "VariantStream"]
