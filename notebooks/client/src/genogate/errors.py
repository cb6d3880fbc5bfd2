"""What can go wrong, told apart by a code."""

from __future__ import annotations


class GenogateError(Exception):
    """The gateway refused, or could not be reached or understood.

    `code` is the gateway's own, such as `no-consent` (RFC 9457 member `code`), or one of the
    client's: `unreachable`, `not-understood`, `incomplete-stream`. `status` is the HTTP status, 0
    if there was none. `retry_after` is in seconds, 0 if the gateway named no time.
    """

    def __init__(self, code: str, detail: str, status: int = 0, retry_after: int = 0):
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail
        self.status = status
        self.retry_after = retry_after


class IncompleteStream(GenogateError):
    """A stream ended before its end: cut off, or aborted by the gateway.

    What was read until then must not be taken for the answer. `access_id` names the access, whose
    receipt says how it ended.
    """

    def __init__(self, detail: str, access_id: str):
        super().__init__("incomplete-stream", detail)
        self.access_id = access_id
