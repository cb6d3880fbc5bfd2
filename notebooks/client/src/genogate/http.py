"""Requests, on the standard library's http.client.

No HTTP package is used: http.client raises `IncompleteRead` when a chunked body lacks its last
chunk, which is the one thing this client must never overlook, and it is maintained with Python
itself. Redirects are not followed, so a token is sent to nobody but the gateway that was named.
"""

from __future__ import annotations

import http.client
import json
import ssl
from typing import Any
from urllib.parse import urlencode, urlsplit

from genogate.errors import GenogateError

MAX_PROBLEM_BYTES = 64 * 1024
"""More than any problem document; a body that goes on is not one."""


class Transport:
    """Sends requests to one gateway with one token. One connection for each request."""

    def __init__(self, url: str, token: str, timeout: float, context: ssl.SSLContext | None):
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("a gateway's address starts with http:// or https:// and a host")
        if parts.query or parts.fragment or parts.username:
            raise ValueError("a gateway's address has no query, fragment or user")
        if not token or any(c.isspace() for c in token):
            raise ValueError("a token is one word; did the file hold more?")
        self._parts = parts
        self._token = token
        self._timeout = timeout
        self._context = context

    def open(
        self,
        method: str,
        path: str,
        pairs: list[tuple[str, str]] | None = None,
        body: Any = None,
        accept: str = "application/json",
    ) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
        """Returns a good response with its body unread; the connection is the caller's to close.

        Raises GenogateError for any status but 2xx.
        """
        headers = {"Authorization": "Bearer " + self._token, "Accept": accept}
        payload = None
        if body is not None:
            payload = json.dumps(body).encode()
            headers["Content-Type"] = "application/json"
        target = self._parts.path.rstrip("/") + path
        if pairs:
            target += "?" + urlencode(pairs)
        connection = self._connect()
        try:
            connection.request(method, target, payload, headers)
            response = connection.getresponse()
            if not 200 <= response.status < 300:
                raise _problem(response)
            return connection, response
        except (OSError, http.client.HTTPException) as e:
            connection.close()
            raise GenogateError("unreachable", f"{type(e).__name__} from {self._parts.netloc}") from e
        except BaseException:
            connection.close()
            raise

    def ask(
        self,
        method: str,
        path: str,
        pairs: list[tuple[str, str]] | None = None,
        body: Any = None,
    ) -> dict[str, Any]:
        """Sends a request and reads its answer, a JSON object, whole."""
        connection, response = self.open(method, path, pairs, body)
        try:
            answer = json.loads(response.read())
            if not isinstance(answer, dict):
                raise ValueError("no object")
            return answer
        except (OSError, http.client.HTTPException) as e:
            raise GenogateError("unreachable", "the answer was cut off") from e
        except ValueError as e:
            raise GenogateError("not-understood", "the answer is no JSON object", response.status) from e
        finally:
            response.close()
            connection.close()

    def _connect(self) -> http.client.HTTPConnection:
        host, port = self._parts.hostname, self._parts.port
        if self._parts.scheme == "http":
            return http.client.HTTPConnection(host, port, timeout=self._timeout)
        context = self._context or ssl.create_default_context()
        return http.client.HTTPSConnection(host, port, timeout=self._timeout, context=context)


def _problem(response: http.client.HTTPResponse) -> GenogateError:
    """An RFC 9457 problem as an error; whatever else stands there is not quoted."""
    retry_after = response.headers.get("Retry-After", "")
    seconds = int(retry_after) if retry_after.isascii() and retry_after.isdigit() else 0
    try:
        problem = json.loads(response.read(MAX_PROBLEM_BYTES))
        code, detail = problem["code"], problem.get("detail") or problem.get("title") or ""
    except (ValueError, KeyError, TypeError, AttributeError, http.client.HTTPException):
        code, detail = "not-understood", f"HTTP status {response.status} without a problem document"
    return GenogateError(str(code), str(detail), response.status, seconds)
