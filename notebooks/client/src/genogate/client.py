"""One gateway, seen with one token."""

from __future__ import annotations

import datetime
import re
import ssl
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from genogate.http import Transport
from genogate.stream import ARROW_STREAM, VariantStream

_IDENTIFIER = re.compile("[0-9a-f]{32}")


class Client:
    """Asks a gateway with one bearer token.

    A researcher's token reads variants for its project; a person's token sees and changes that
    person's consents. Safe for many threads: each call has a connection of its own.

    `timeout` is in seconds and bounds each wait for bytes, not a whole answer. `tls` replaces the
    system's trust in certificates, for a gateway with one of its own.
    """

    def __init__(
        self, url: str, token: str, *, timeout: float = 60.0, tls: ssl.SSLContext | None = None
    ):
        self._transport = Transport(url, token, timeout, tls)

    def variants(
        self,
        dataset: str,
        regions: str | Iterable[str],
        *,
        purpose: str,
        view: str = "sites",
        disease: str = "",
        samples: Iterable[str] = (),
        limit: int | None = None,
        compression: str = "zstd",
    ) -> VariantStream:
        """Opens a stream of variants in `regions`, 1-based and inclusive: `22:16050000-16060000`.

        `view` is `sites` or `dosages`; `purpose` is `GRU`, `HMB` or `DS` with a `disease` such as
        `MONDO:0007254`; `compression` is `zstd` or `none`. Only people whose consent allows it are
        in the answer: samples that are not permitted are as absent as unknown ones.
        """
        pairs = [("region", r) for r in ([regions] if isinstance(regions, str) else regions)]
        pairs += [("view", view), ("purpose", purpose), ("compression", compression)]
        if disease:
            pairs.append(("disease", disease))
        wanted = list(samples)
        if wanted:
            pairs.append(("samples", ",".join(wanted)))
        if limit is not None:
            pairs.append(("limit", str(limit)))
        path = f"/v1/datasets/{quote(dataset, safe='')}/variants"
        return VariantStream(*self._transport.open("GET", path, pairs, accept=ARROW_STREAM))

    def consents(self) -> list[dict[str, Any]]:
        """This person's grants and denials: those in force first, then the newest first.

        Each has a `consentId`, a `kind` (`grant` or `denial`), a `state` such as `in-force` or
        `stopped`, and its `terms`.
        """
        return self._transport.ask("GET", "/v1/me/consents")["consents"]

    def grant(
        self,
        use: str,
        *,
        grantee: str = "anyone",
        disease: str = "",
        datasets: Iterable[str] = (),
        start: datetime.datetime | None = None,
        until: datetime.datetime | None = None,
        withheld: Iterable[str] = (),
    ) -> dict[str, Any]:
        """Allows a use of this person's data; it acts about a second later, once sealed.

        `use` is `GRU`, `HMB`, `DS` or `CARE`; `grantee` is `anyone`, `organisation:ID` or
        `requester:ID`; no `datasets` means all of them; times need a zone, and without `start`
        it begins now, without `until` it has no end; `withheld` are labels of regions held back.

        Returns the `consentId`, the instant `at` and the `ledgerIndex`.
        """
        return self._consent("grant", use, grantee, disease, datasets, start, until, withheld)

    def deny(
        self,
        use: str,
        *,
        grantee: str = "anyone",
        disease: str = "",
        datasets: Iterable[str] = (),
    ) -> dict[str, Any]:
        """Records a standing refusal, which wins over every grant."""
        return self._consent("denial", use, grantee, disease, datasets, None, None, ())

    def revoke(self, consent_id: str | None = None) -> dict[str, Any]:
        """Stops one grant, or everything granted so far if none is named.

        When it returns, no stream under way hands over this person's data any more. Tells the
        instant `at`, the `ledgerIndex`, and how many streams under way lost it
        (`streamsAffected`).
        """
        if consent_id is None:
            return self._transport.ask("POST", "/v1/me/revocation", body={})
        path = f"/v1/me/consents/{_identifier(consent_id)}/revocation"
        return self._transport.ask("POST", path, body={})

    def accesses(self) -> Iterator[dict[str, Any]]:
        """Yields who used or asked for this person's data, newest first, page after page."""
        query: list[tuple[str, str]] = []
        while True:
            page = self._transport.ask("GET", "/v1/me/accesses", query)
            yield from page["accesses"]
            if "next" not in page:
                return
            query = [("before", page["next"])]

    def receipt(self, access_id: str) -> dict[str, Any]:
        """What proves one access to whoever it concerns."""
        return self._transport.ask("GET", f"/v1/receipts/{_identifier(access_id)}")

    def _consent(self, kind, use, grantee, disease, datasets, start, until, withheld):
        terms: dict[str, Any] = {"kind": kind, "use": use, "grantee": grantee}
        if disease:
            terms["disease"] = disease
        if datasets := sorted(datasets):
            terms["datasets"] = datasets
        if withheld := sorted(withheld):
            terms["withheld"] = withheld
        if start is not None:
            terms["from"] = _instant(start)
        if until is not None:
            terms["until"] = _instant(until)
        return self._transport.ask("POST", "/v1/me/consents", body=terms)


def _identifier(text: str) -> str:
    if not _IDENTIFIER.fullmatch(text):
        raise ValueError("an identifier is 32 lower-case hex digits")
    return text


def _instant(time: datetime.datetime) -> str:
    if time.tzinfo is None:
        raise ValueError("a time without a zone means different moments in different places")
    utc = time.astimezone(datetime.timezone.utc).isoformat(timespec="milliseconds")
    return utc.replace("+00:00", "Z")
