"""Records in the platform's keystore: whole or absent, sized for each platform, one thread.

``choice`` picks the store, ``vault`` is what the rest of the program uses, ``record`` lays a record
out over the items of a ``store``, ``worker`` is the thread in which a store may hang.
"""
