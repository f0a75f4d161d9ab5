"""Qt widgets: draws snapshots, sends commands, decides nothing.

It knows neither HTTP nor the keystore; what it may know stands in ``session/snapshot.py``, and
what it may ask for in ``ui/commands.py``.
"""
