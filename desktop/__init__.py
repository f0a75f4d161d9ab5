"""Cotter Authenticator: sign in without a password, and stay signed in from the tray."""

__version__ = "0.1.0"
