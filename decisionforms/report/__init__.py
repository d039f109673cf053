"""Diagnostics for whoever reads them: people at a terminal, editors, code hosts, other programs."""
