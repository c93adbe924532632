"""Thin Dagster assets, a module a layer. They join the rooms and say what an operator wants to know; no logic."""
