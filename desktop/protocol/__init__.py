"""What both sides of the Cotter API must do alike: texts to sign, PKCE, encodings.

Pure functions; nothing here reads a clock, a file or a socket. Only ``cryptography`` is imported,
and only where a key is used.
"""
