"""Repairs typos of known names: the list, the look-up, the evidence and the judgement."""
