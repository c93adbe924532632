"""Gives the tests of this folder the replay server."""

from tests.replay.plugin import replay_server

__all__ = ["replay_server"]
