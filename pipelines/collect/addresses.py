"""Addresses: one form for each page, whatever trackers a feed hung on it.

Pure functions over strings. Whether an address may be asked is `resolving`'s and `robots`' matter.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

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
    netloc = f"[{host}]" if ":" in host else host
    if port is not None and port != _DEFAULT_PORTS[scheme]:
        netloc += f":{port}"
    path = _without_dots(_SESSION.sub("", _encoded(parts.path, _PATH_SAFE))) or "/"
    kept = [p for p in parts.query.split("&") if p and not _TRACKERS.match(p.partition("=")[0]) and not _AMP.match(p)]
    return urlunsplit((scheme, netloc, path, _encoded("&".join(kept), _PATH_SAFE + "?"), ""))


def absolute(base: str, link: str) -> str | None:
    """A link of a feed or a redirect as a full http(s) address without white space, or None if it is none."""
    try:
        url = urljoin(base, "".join(link.split()))
        parts = urlsplit(url)
        usable = parts.scheme.lower() in _DEFAULT_PORTS and bool(parts.hostname) and parts.port != 0
        if not usable or len(url) > 4_096:
            return None
        _ascii_host(parts.hostname or "")
    except ValueError:
        return None
    return urlunsplit(parts)


def host_of(url: str) -> str:
    """The host name in lower case, without a port; empty for what is no address."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


@lru_cache(maxsize=4_096)
def origin_of(url: str) -> str:
    """Scheme, host and port, as robots.txt is kept for: "https://harbour.example" ."""
    parts = urlsplit(canonical(url))
    return f"{parts.scheme}://{parts.netloc}"


def _ascii_host(host: str) -> str:
    host = host.rstrip(".").lower()
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise ValueError(f"no host name: {host!r}") from error


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
