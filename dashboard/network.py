"""Where the nodes of a network stand: on a circle, those that share most beside each other. Pure, no drawing."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from dashboard import words

Row = Mapping[str, Any]


def _order(edges: Sequence[Row], centre: str | None) -> list[str]:
    """Each node after the placed one it shares most with: a chain through the strongest ties."""
    ties: dict[str, dict[str, float]] = {}
    for edge in edges:
        for one, other in ((edge["one_id"], edge["other_id"]), (edge["other_id"], edge["one_id"])):
            ties.setdefault(one, {})[other] = ties.get(one, {}).get(other, 0.0) + edge["events"]
    ties.pop(centre or "", None)
    left = sorted(ties, key=lambda node: (-sum(ties[node].values()), node))
    placed: list[str] = []
    while left:
        last = ties[placed[-1]] if placed else {}
        following = max(left, key=lambda node: (last.get(node, 0.0), -left.index(node)))
        left.remove(following)
        placed.append(following)
    return placed


def places(edges: Sequence[Row], centre: str | None = None) -> dict[str, tuple[float, float]]:
    """Plane coordinates in -1..1 of each node, `centre` (if given) in the middle."""
    order = _order(edges, centre)
    found = {
        node: (math.sin(2 * math.pi * i / len(order)), math.cos(2 * math.pi * i / len(order)))
        for i, node in enumerate(order)
    }
    return {centre: (0.0, 0.0), **found} if centre else found


def nodes_of(edges: Sequence[Row], centre: str | None = None) -> list[dict[str, Any]]:
    """Nodes with `id`, `name`, `x`, `y` and the sum of their events; names short enough to be drawn."""
    where = places(edges, centre)
    names: dict[str, str] = {}
    weight: dict[str, float] = {}
    for edge in edges:
        for node, name in ((edge["one_id"], edge["one"]), (edge["other_id"], edge["other"])):
            names[node] = name
            weight[node] = weight.get(node, 0.0) + edge["events"]
    return [
        {"id": node, "name": words.short(names[node], 22), "x": x, "y": y, "events": weight[node]}
        for node, (x, y) in where.items()
        if node in names
    ]


def edges_of(edges: Sequence[Row], centre: str | None = None) -> list[dict[str, Any]]:
    """Edges with both ends' coordinates, events and the share of conflict (0 to 1)."""
    where = places(edges, centre)
    return [
        {
            "x": where[edge["one_id"]][0],
            "y": where[edge["one_id"]][1],
            "x2": where[edge["other_id"]][0],
            "y2": where[edge["other_id"]][1],
            "pair": f"{edge['one']} – {edge['other']}",
            "events": edge["events"],
            "conflict": edge["conflict"] / max(edge["cooperation"] + edge["conflict"], 1e-9),
            "cooperation": edge["cooperation"],
            "against": edge["conflict"],
        }
        for edge in edges
    ]
