"""Dateline: news in, an event warehouse out."""
