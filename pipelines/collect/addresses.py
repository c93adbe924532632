"""Addresses: one form for each page, whatever trackers a feed hung on it.

Pure functions over strings. Whether an address may be asked is `resolving`'s and `robots`' matter.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

import httpx

_TRACKERS = re.compile(
    r"^(?:utm_.*|at_(?:medium|campaign|custom\d|link_.*|format|ptr_name|bbc_team)|mtm_.*|pk_(?:campaign|kwd|source|medium)"
    r"|fbclid|gclid|dclid|msclkid|yclid|twclid|ttclid|igshid|mc_cid|mc_eid|_ga|_gl|ocid|cmpid|cmp|ns_mchannel|ns_source"
    r"|ns_campaign|ns_linkname|ns_fee|xtor|ito|traffic_source|ref_src|ref_url|guccounter|guce_referrer.*|__twitter_impression"
    r"|feature=emb_.*|partner=rss|maca|wt_mc|dm_i|spm|sr_share|smid|smtyp|rss"
    r"|phpsessid|jsessionid|aspsessionid\w*|cfid|cftoken)$",
    re.IGNORECASE,
)
"""Query parameters that tell where a reader came from or whose visit it is, never which page. A closed list: `id`,
`source` and the like pick the page on many sites, so nothing is dropped by guess."""
_AMP = re.compile(r"^(?:amp(?:=(?:1|true)?)?|outputType=amp)$", re.IGNORECASE)
"""Parameters that ask for an article's AMP page."""

_SESSION = re.compile(r";jsessionid=[^/;]*", re.IGNORECASE)
"""A visit's number in the path, as Java servers put it there."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
_NOT_IN_A_HOST = re.compile(r"[^a-z0-9._:-]")
"""An underscore is in some that answer; a colon is in IPv6 numbers."""
_PATH_SAFE = "/%:=,;@!$&'()*+~-._"


@lru_cache(maxsize=4_096)
def canonical(url: str) -> str:
    """The one form of an address that keys are made from: scheme and host lowercased, host in ASCII, no default port,
    no user name, no fragment, no trackers, no session; percent-encoding upper-case and only where needed; other
    parameters in their order. The path's case and closing slash stay, since they pick the page on some sites.

    An address that cannot be parsed is returned as it is, stripped.
    """
    text = "".join(url.split())
    try:
        parts = urlsplit(text)
        host, port = _ascii_host(parts.hostname or ""), parts.port
    except ValueError:
        return text
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS or not host:
        return text
    netloc = _netloc(host, port if port != _DEFAULT_PORTS[scheme] else None)
    path = _without_dots(_SESSION.sub("", _encoded(parts.path, _PATH_SAFE))) or "/"
    kept = [p for p in parts.query.split("&") if p and not _TRACKERS.match(p.partition("=")[0]) and not _AMP.match(p)]
    return urlunsplit((scheme, netloc, path, _encoded("&".join(kept), _PATH_SAFE + "?"), ""))


def absolute(base: str, link: str) -> str | None:
    """A link of a feed or a redirect as a full http(s) address without white space, or None if it is none.

    Its host is in the one form that names it (`host_of`), so that rules, pace and connection are of the same host; a
    user name and password, which are never sent, are left out.
    """
    try:
        url = urljoin(base, "".join(link.split()))
        parts = urlsplit(url)
        host, port = _ascii_host(parts.hostname or ""), parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in _DEFAULT_PORTS or not host or port == 0 or len(url) > 4_096:
        return None
    return urlunsplit(parts._replace(netloc=_netloc(host, port)))


def host_of(url: str) -> str:
    """The host name in ASCII and lower case, without port and closing dot; empty for what is no address."""
    try:
        return _ascii_host(urlsplit(url).hostname or "")
    except ValueError:
        return ""


@lru_cache(maxsize=4_096)
def origin_of(url: str) -> str:
    """Scheme, host and port, as robots.txt is kept for: "https://harbour.example" ."""
    parts = urlsplit(canonical(url))
    return f"{parts.scheme}://{parts.netloc}"


def _ascii_host(host: str) -> str:
    """A host's one form. Raises ValueError where a host of the web cannot be called so."""
    host = host.rstrip(".").lower()
    if not host.isascii():
        try:
            # As the connection has it: "straße" and "strasse" are two hosts (IDNA 2008), and rules are of one.
            host = httpx.URL(scheme="http", host=host).raw_host.decode("ascii")
        except httpx.InvalidURL as error:
            raise ValueError(f"no host name: {host!r}") from error
    if _NOT_IN_A_HOST.search(host):
        raise ValueError(f"no host name: {host!r}")
    return host


def _netloc(host: str, port: int | None) -> str:
    name = f"[{host}]" if ":" in host else host
    return name if port is None else f"{name}:{port}"


def _encoded(part: str, safe: str) -> str:
    """Percent-encode what must be, decode what need not be, and leave reserved characters as they came."""
    pieces = re.split(r"(%[0-9A-Fa-f]{2})", part)
    for number, piece in enumerate(pieces):
        if number % 2 == 0:
            pieces[number] = quote(piece, safe=safe)
        else:
            plain = unquote(piece, errors="replace")
            pieces[number] = plain if plain.isascii() and (plain.isalnum() or plain in "-._~") else piece.upper()
    return "".join(pieces)


def _without_dots(path: str) -> str:
    if "/." not in path:
        return path
    done: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            if len(done) > 1:
                done.pop()
        elif segment != ".":
            done.append(segment)
    if path.endswith(("/.", "/..")):
        done.append("")
    return "/".join(done)
