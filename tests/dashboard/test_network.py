"""Where the nodes of a network stand."""

from __future__ import annotations

from dashboard.network import edges_of, nodes_of


def _edge(one: str, other: str, events: float) -> dict[str, object]:
    return {
        "one_id": one, "other_id": other, "one": one.upper(), "other": other.upper(), "events": events,
        "cooperation": 0.0, "conflict": events,
    }  # fmt: skip


def test_each_node_stands_once_and_each_edge_ends_at_nodes() -> None:
    edges = [_edge("a", "b", 5), _edge("b", "c", 2), _edge("d", "e", 1)]
    nodes = nodes_of(edges)
    assert sorted(n["id"] for n in nodes) == ["a", "b", "c", "d", "e"]
    stands = {(n["x"], n["y"]) for n in nodes}
    assert len(stands) == 5
    for edge in edges_of(edges):
        assert {(edge["x"], edge["y"]), (edge["x2"], edge["y2"])} <= stands
        assert edge["conflict"] == 1.0


def test_the_actor_that_a_network_is_about_stands_in_the_middle() -> None:
    nodes = nodes_of([_edge("a", "b", 5), _edge("a", "c", 2)], centre="a")
    assert next((n["x"], n["y"]) for n in nodes if n["id"] == "a") == (0.0, 0.0)
