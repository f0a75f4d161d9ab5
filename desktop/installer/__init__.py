"""Builds the packages: one step a file, put together by ``build_installer.py``; never shipped."""
