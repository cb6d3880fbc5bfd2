"""What is asked, and what comes back when the gateway refuses."""

import datetime
import json
import socket

import pytest

from genogate import Client, GenogateError
from played import ACCESS, answer, chunked, head, parts, play, problem

CONSENT = "fedcba9876543210fedcba9876543210"


def client(gateway):
    return Client(gateway.url, "the-token", timeout=5)


def body(gateway, index=0):
    return json.loads(gateway.requests[index].split("\r\n\r\n", 1)[1])


def line(gateway, index=0):
    return gateway.requests[index].split("\r\n", 1)[0]


def test_a_query_says_all_that_was_meant():
    with play(chunked(parts())) as gateway:
        client(gateway).variants(
            "a/b",
            ["22:1-9", "X"],
            purpose="DS",
            view="dosages",
            disease="MONDO:0007254",
            samples=["A", "B"],
            limit=7,
            compression="none",
        ).table()

    assert line(gateway) == (
        "GET /v1/datasets/a%2Fb/variants?region=22%3A1-9&region=X&view=dosages&purpose=DS"
        "&compression=none&disease=MONDO%3A0007254&samples=A%2CB&limit=7 HTTP/1.1"
    )
    assert "Authorization: Bearer the-token\r\n" in gateway.requests[0]
    assert "Accept: application/vnd.apache.arrow.stream\r\n" in gateway.requests[0]


def test_a_problem_is_raised_with_its_code():
    refusal = problem("403 Forbidden", "no-consent", "nobody allows this")
    with play(refusal) as gateway:
        with pytest.raises(GenogateError) as raised:
            client(gateway).variants("demo", "22", purpose="HMB")

    assert (raised.value.code, raised.value.status) == ("no-consent", 403)
    assert str(raised.value) == "no-consent: nobody allows this"


def test_a_busy_gateway_says_when_to_come_back():
    busy = problem("429 Too Many Requests", "too-many-streams", "three at once", Retry_After="5")
    with play(busy) as gateway:
        with pytest.raises(GenogateError) as raised:
            client(gateway).consents()

    assert raised.value.retry_after == 5


def test_a_refusal_without_a_problem_document_is_still_one():
    with play(head("502 Bad Gateway", Content_Length="4") + b"oops") as gateway:
        with pytest.raises(GenogateError, match="not-understood: HTTP status 502"):
            client(gateway).consents()


def test_a_redirect_is_not_followed_with_the_token():
    moved = head("302 Found", Location="http://elsewhere.example/", Content_Length="0")
    with play(moved) as gateway:
        with pytest.raises(GenogateError, match="HTTP status 302"):
            client(gateway).consents()


def test_nobody_there_is_told_as_unreachable():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    with pytest.raises(GenogateError) as raised:
        Client(f"http://127.0.0.1:{port}", "t", timeout=5).consents()

    assert raised.value.code == "unreachable"


def test_a_cut_json_answer_is_no_answer():
    with play(head(Content_Type="application/json", Content_Length="40") + b'{"consents"') as gateway:
        with pytest.raises(GenogateError, match="cut off"):
            client(gateway).consents()


def test_consents_are_listed():
    with play(answer({"consents": [{"consentId": CONSENT}]})) as gateway:
        assert client(gateway).consents() == [{"consentId": CONSENT}]

    assert line(gateway) == "GET /v1/me/consents HTTP/1.1"


def test_a_grant_leaves_out_what_was_not_said():
    with play(answer({"consentId": CONSENT}, "201 Created")) as gateway:
        assert client(gateway).grant("HMB") == {"consentId": CONSENT}

    assert line(gateway) == "POST /v1/me/consents HTTP/1.1"
    assert body(gateway) == {"kind": "grant", "use": "HMB", "grantee": "anyone"}


def test_a_grant_carries_its_terms():
    zone = datetime.timezone(datetime.timedelta(hours=2))
    with play(answer({}, "201 Created")) as gateway:
        client(gateway).grant(
            "DS",
            grantee="organisation:oncology",
            disease="MONDO:0007254",
            datasets=["demo"],
            until=datetime.datetime(2027, 1, 1, 2, tzinfo=zone),
            withheld=["brca"],
        )

    assert body(gateway) == {
        "kind": "grant",
        "use": "DS",
        "grantee": "organisation:oncology",
        "disease": "MONDO:0007254",
        "datasets": ["demo"],
        "until": "2027-01-01T00:00:00.000Z",
        "withheld": ["brca"],
    }


def test_a_time_needs_a_zone():
    with pytest.raises(ValueError, match="zone"):
        Client("http://localhost", "t").grant("HMB", until=datetime.datetime(2027, 1, 1))


def test_a_denial_is_not_a_grant():
    with play(answer({}, "201 Created")) as gateway:
        client(gateway).deny("GRU")

    assert body(gateway)["kind"] == "denial"


def test_one_consent_or_all_are_revoked():
    with play(answer({"streamsAffected": 1}), answer({"streamsAffected": 0})) as gateway:
        client(gateway).revoke(CONSENT)
        client(gateway).revoke()

    assert line(gateway, 0) == f"POST /v1/me/consents/{CONSENT}/revocation HTTP/1.1"
    assert line(gateway, 1) == "POST /v1/me/revocation HTTP/1.1"


def test_accesses_come_page_after_page():
    first, second = {"accessId": ACCESS}, {"accessId": CONSENT}
    pages = answer({"accesses": [first], "next": ACCESS}), answer({"accesses": [second]})
    with play(*pages) as gateway:
        assert list(client(gateway).accesses()) == [first, second]

    assert line(gateway, 1) == f"GET /v1/me/accesses?before={ACCESS} HTTP/1.1"


def test_a_receipt_is_asked_for_by_a_whole_identifier():
    with play(answer({"accessId": ACCESS})) as gateway:
        assert client(gateway).receipt(ACCESS) == {"accessId": ACCESS}
        with pytest.raises(ValueError, match="32 lower-case hex"):
            client(gateway).receipt("../me/consents")

    assert line(gateway) == f"GET /v1/receipts/{ACCESS} HTTP/1.1"


@pytest.mark.parametrize("url", ["ftp://host", "localhost:8080", "http://host/?a=b", "http://u@h/"])
def test_an_address_that_is_none_is_refused_at_once(url):
    with pytest.raises(ValueError):
        Client(url, "t")


@pytest.mark.parametrize("token", ["", "two words", "line\n"])
def test_a_token_is_one_word(token):
    with pytest.raises(ValueError):
        Client("http://localhost", token)
