"""Addresses that a public site cannot have are refused after resolution, however they are written."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from pipelines.collect.network import Fetched, Network, Request
from pipelines.collect.resolving import Resolver, SystemResolver, is_public
from pipelines.settings import CollectSettings

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1",
        "fd00:ec2::254", "ff02::1", "fec0::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::a00:1",
        "64:ff9b:1::808:808", "2001:db8::1", "::7f00:1", "64:ff9b::a9fe:a9fe", "192.0.0.192", "168.63.129.16",
        "100.100.100.200", "192.88.99.1", "3fff::1", "2001:0:7f00:1::",
    ],
)  # fmt: skip
def test_an_address_of_this_machine_or_its_network_is_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "64:ff9b::808:808"])
def test_an_address_of_the_web_is_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


class Names:
    """A resolver that answers from a list and notes what it was asked."""

    def __init__(self, **names: Sequence[str]) -> None:
        self.names = names
        self.asked: list[str] = []

    async def resolve(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        try:
            return self.names[host.partition(".")[0]]
        except KeyError:
            raise OSError("unknown") from None


def get(url: str, names: Resolver) -> Fetched:
    settings = CollectSettings(delay_seconds=0, connect_seconds=0.5)

    async def ask() -> Fetched:
        async with Network.from_settings(settings, resolver=names).session(clock=lambda: NOW) as session:
            return await session.get(Request(url))

    return asyncio.run(ask())


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "169.254.169.254", "10.0.0.8", "::1", "::ffff:192.168.0.1", "224.0.0.251"]
)
def test_a_name_that_leads_inside_is_unsafe(address: str) -> None:
    fetched = get("http://inside.example/", Names(inside=[address]))
    assert (fetched.outcome, fetched.error_class, fetched.status) == ("unsafe", "UnsafeAddress", None)
    assert address in (fetched.error_message or "")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "[::ffff:7f00:1]", "169.254.169.254", "[fe80::1]", "0.0.0.0", "192.168.0.1:8080"]
)
def test_a_number_in_place_of_a_name_is_checked_as_well(host: str) -> None:
    names = Names()
    assert get(f"http://{host}/", names).outcome == "unsafe"
    assert names.asked == []


@pytest.mark.parametrize(
    "host", ["2130706433", "017700000001", "0x7f.0.0.1", "0x7f000001", "127.1", "0", "localhost", "user:word@127.0.0.1"]
)
def test_a_number_in_any_writing_is_what_the_machine_takes_it_for(host: str) -> None:
    assert get(f"http://{host}/", SystemResolver()).outcome == "unsafe"


@pytest.mark.parametrize("port", [22, 25, 110, 993])
def test_a_port_of_another_service_is_not_knocked_at(port: int) -> None:
    names = Names(harbour=["93.184.216.34"])
    fetched = get(f"http://harbour.example:{port}/", names)
    assert (fetched.outcome, names.asked) == ("unsafe", [])
    assert f"port {port}" in (fetched.error_message or "")


def test_an_unknown_name_is_told_as_such_and_tried_again_later() -> None:
    fetched = get("https://nowhere.example/", Names())
    assert (fetched.outcome, fetched.error_class) == ("temporary", "NameNotFound")


def test_https_is_checked_like_http() -> None:
    assert get("https://inside.example/", Names(inside=["10.0.0.1"])).outcome == "unsafe"


@pytest.mark.parametrize("address", ["8.8.8.8:80", "example.org:80", "127.0.0.1", "127.0.0.1:0", "nothing"])
def test_a_replay_address_must_be_on_loopback(address: str) -> None:
    with pytest.raises(ValueError, match="not host:port on loopback"):
        Network.from_settings(CollectSettings(replay_address=address))
