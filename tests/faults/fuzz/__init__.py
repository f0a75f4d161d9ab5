"""Input that nobody thought of: right input with something in it changed, and noise.

``make test`` plays a few hundred cases of each target, the same ones every time; ``make fuzz``
plays ten thousand of each, other ones every time (``python -m tests.faults.fuzz``).
"""
