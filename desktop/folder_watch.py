"""Notices what other processes write: profiles, commits, and the demo's mail."""

import asyncio
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject

from desktop.foundation.atomic_file import make_private_folder
from desktop.foundation.paths import Paths


class FolderWatch:
    """Watches folders, because a renamed file is another file."""

    def __init__(self, paths: Paths, owner: QObject) -> None:
        """Watch nothing yet; ``owner`` is who owns the watcher."""
        self._paths = paths
        self._changed = asyncio.Event()
        self._watcher = QFileSystemWatcher(owner)
        self._watcher.directoryChanged.connect(self._on_changed)

    def watch(self, profile_ids: tuple[str, ...], outbox: str) -> None:
        """Watch also what is there by now of these profiles; ``outbox`` is empty for none."""
        make_private_folder(self._paths.config)
        watched = set(self._watcher.directories())
        wanted = watched_folders(self._paths, profile_ids, outbox)
        new = [folder for folder in wanted if folder not in watched]
        if new:
            self._watcher.addPaths(new)

    async def change(self) -> None:
        """Wait until something was written since the last call."""
        await self._changed.wait()
        self._changed.clear()

    def _on_changed(self, _: str) -> None:
        self._changed.set()


def watched_folders(paths: Paths, profile_ids: tuple[str, ...], outbox: str) -> list[str]:
    """The folders in which another process's deeds can be seen."""
    folders = [paths.config, *(paths.profile_folder(one) for one in profile_ids)]
    if outbox:
        folders.append(Path(outbox))
    return [str(folder) for folder in folders if folder.is_dir()]
