"""Rows of projects."""

import json
import sqlite3

from desktop.service.projects import Compatibility, Project
from desktop.service.store.database import Database


class ProjectRows:
    """The projects of this service, by API key id."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, project: Project) -> None:
        """Remember a new project."""
        self._database.execute(
            "INSERT INTO projects (id, name, secret_mac, compatibility, allowed_urls,"
            " allowed_origins, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                project.id,
                project.name,
                project.secret_mac,
                project.compatibility,
                json.dumps(project.allowed_urls),
                json.dumps(project.allowed_origins),
                project.created_at,
            ),
        )

    def find(self, api_key_id: str) -> Project | None:
        """The project of an API key id."""
        row = self._database.one("SELECT * FROM projects WHERE id = ?", (api_key_id,))
        return None if row is None else _project(row)

    def all(self) -> list[Project]:
        """Every project, the oldest first."""
        rows = self._database.all("SELECT * FROM projects ORDER BY created_at, id")
        return [_project(row) for row in rows]

    def set_compatibility(self, compatibility: Compatibility) -> None:
        """Put every project into one mode."""
        self._database.execute("UPDATE projects SET compatibility = ?", (compatibility,))


def _project(row: sqlite3.Row) -> Project:
    return Project(
        id=row["id"],
        name=row["name"],
        secret_mac=row["secret_mac"],
        compatibility=Compatibility(row["compatibility"]),
        allowed_urls=tuple(json.loads(row["allowed_urls"])),
        allowed_origins=tuple(json.loads(row["allowed_origins"])),
        created_at=row["created_at"],
    )
