"""The numbered steps from an empty file to today's tables.

A step that has been released is never edited: changes are a new step at the end. Times are Unix
seconds (UTC) as REAL; columns ending in ``_mac`` hold HMAC-SHA-256, never the value.
"""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE projects (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            secret_mac BLOB NOT NULL,
            compatibility TEXT NOT NULL CHECK (compatibility IN ('strict', 'published')),
            allowed_urls TEXT NOT NULL,
            allowed_origins TEXT NOT NULL,
            created_at REAL NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE users (
            id TEXT PRIMARY KEY,
            project_id TEXT NOT NULL REFERENCES projects (id),
            client_user_id TEXT NOT NULL,
            identifier TEXT,
            canonical_identifier TEXT,
            created_at REAL NOT NULL,
            updated_at REAL NOT NULL,
            proved_at REAL,
            disabled_at REAL,
            UNIQUE (project_id, canonical_identifier),
            UNIQUE (project_id, client_user_id)
        ) STRICT
        """,
        """
        CREATE TABLE identities (
            id TEXT PRIMARY KEY,
            user_id TEXT NOT NULL REFERENCES users (id),
            identifier TEXT NOT NULL,
            identifier_type TEXT NOT NULL,
            public_key TEXT NOT NULL,
            device_type TEXT NOT NULL,
            device_name TEXT NOT NULL,
            created_at REAL NOT NULL,
            updated_at REAL NOT NULL,
            expires_at REAL NOT NULL,
            UNIQUE (user_id, public_key)
        ) STRICT
        """,
        """
        CREATE TABLE challenges (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            project_id TEXT NOT NULL REFERENCES projects (id),
            session_mac BLOB NOT NULL,
            identifier TEXT NOT NULL,
            identifier_type TEXT NOT NULL,
            public_key TEXT NOT NULL,
            device_type TEXT NOT NULL,
            device_name TEXT NOT NULL,
            redirect_url TEXT NOT NULL,
            state TEXT,
            code_challenge TEXT,
            auth_method TEXT NOT NULL,
            channel TEXT NOT NULL,
            text TEXT NOT NULL,
            code_mac BLOB,
            link_mac BLOB UNIQUE,
            page_id TEXT,
            browser_mac BLOB,
            created_at REAL NOT NULL,
            expires_at REAL NOT NULL,
            attempts_left INTEGER NOT NULL,
            ending TEXT
        ) STRICT
        """,
        "CREATE INDEX challenges_by_key ON challenges (public_key, project_id)",
        "CREATE INDEX challenges_by_page ON challenges (page_id) WHERE page_id IS NOT NULL",
        "CREATE INDEX challenges_by_expiry ON challenges (expires_at)",
        """
        CREATE TABLE refresh_families (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            project_id TEXT NOT NULL REFERENCES projects (id),
            user_id TEXT NOT NULL REFERENCES users (id),
            auth_method TEXT NOT NULL,
            generation INTEGER NOT NULL,
            current_mac BLOB NOT NULL,
            previous_mac BLOB,
            attempt_mac BLOB,
            replaced INTEGER NOT NULL,
            authenticated_at REAL NOT NULL,
            renewed_at REAL NOT NULL,
            ending TEXT,
            ended_at REAL
        ) STRICT
        """,
        "CREATE INDEX refresh_families_by_user ON refresh_families (user_id)",
        """
        CREATE TABLE refresh_tokens (
            token_mac BLOB PRIMARY KEY,
            family_id INTEGER NOT NULL REFERENCES refresh_families (id) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX refresh_tokens_by_family ON refresh_tokens (family_id)",
        """
        CREATE TABLE authorization_codes (
            code_mac BLOB PRIMARY KEY,
            project_id TEXT NOT NULL REFERENCES projects (id),
            challenge_id INTEGER NOT NULL,
            identity_id TEXT NOT NULL REFERENCES identities (id),
            code_challenge TEXT NOT NULL,
            redirect_url TEXT NOT NULL,
            auth_method TEXT NOT NULL,
            authenticated_at REAL NOT NULL,
            expires_at REAL NOT NULL,
            used_at REAL,
            family_id INTEGER REFERENCES refresh_families (id) ON DELETE SET NULL
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE fresh_proofs (
            proof_mac BLOB PRIMARY KEY,
            user_id TEXT NOT NULL REFERENCES users (id),
            expires_at REAL NOT NULL
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE occurrences (
            kind TEXT NOT NULL,
            subject_mac BLOB NOT NULL,
            at REAL NOT NULL
        ) STRICT
        """,
        "CREATE INDEX occurrences_by_subject ON occurrences (subject_mac, kind, at)",
        "CREATE INDEX occurrences_by_time ON occurrences (at)",
        """
        CREATE TABLE signing_keys (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            purpose TEXT NOT NULL CHECK (purpose IN ('token', 'identity')),
            public_key TEXT NOT NULL,
            wrapped BLOB NOT NULL,
            endorsement TEXT,
            created_at REAL NOT NULL,
            retired_at REAL
        ) STRICT
        """,
        """
        CREATE TABLE audit (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at REAL NOT NULL,
            event TEXT NOT NULL,
            project_id TEXT,
            user_id TEXT,
            detail TEXT NOT NULL
        ) STRICT
        """,
        "CREATE INDEX audit_by_time ON audit (at)",
    ),
    # Trusted devices and the requests that they decide. A key's digest is SHA-256 of its text
    # without white space.
    (
        """
        CREATE TABLE devices (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
            public_key TEXT NOT NULL,
            key_digest BLOB NOT NULL,
            algorithm TEXT NOT NULL CHECK (algorithm IN ('ED25519', 'EC', 'RSA')),
            device_type TEXT NOT NULL,
            device_name TEXT NOT NULL,
            created_at REAL NOT NULL,
            added_by TEXT NOT NULL,
            used_at REAL,
            suspended_at REAL,
            UNIQUE (user_id, key_digest)
        ) STRICT
        """,
        "CREATE INDEX devices_by_key ON devices (key_digest)",
        """
        CREATE TABLE offers (
            id TEXT PRIMARY KEY,
            project_id TEXT NOT NULL REFERENCES projects (id),
            public_key TEXT NOT NULL,
            key_digest BLOB NOT NULL,
            algorithm TEXT NOT NULL,
            device_type TEXT NOT NULL,
            device_name TEXT NOT NULL,
            address TEXT NOT NULL,
            created_at REAL NOT NULL,
            expires_at REAL NOT NULL,
            UNIQUE (project_id, key_digest)
        ) STRICT
        """,
        """
        CREATE TABLE replays (
            text_digest BLOB NOT NULL,
            key_digest BLOB NOT NULL,
            at REAL NOT NULL,
            PRIMARY KEY (text_digest, key_digest)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX replays_by_time ON replays (at)",
        """
        CREATE TABLE proof_ids (
            key_digest BLOB NOT NULL,
            token_id TEXT NOT NULL,
            at REAL NOT NULL,
            PRIMARY KEY (key_digest, token_id)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX proof_ids_by_time ON proof_ids (at)",
        """
        CREATE TABLE events (
            id INTEGER PRIMARY KEY,
            project_id TEXT NOT NULL REFERENCES projects (id),
            user_id TEXT REFERENCES users (id) ON DELETE CASCADE,
            shown_user_id TEXT NOT NULL,
            shown_client_user_id TEXT NOT NULL,
            event TEXT NOT NULL,
            ip TEXT NOT NULL,
            location TEXT NOT NULL,
            timestamp TEXT NOT NULL,
            method TEXT NOT NULL,
            device_name TEXT NOT NULL,
            observed_address TEXT NOT NULL,
            code_challenge TEXT NOT NULL,
            number_needed INTEGER NOT NULL,
            created_at REAL NOT NULL,
            updated_at REAL NOT NULL,
            expires_at REAL NOT NULL,
            outcome TEXT NOT NULL,
            decided_at REAL,
            decided_by TEXT NOT NULL,
            tokens_given INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE INDEX events_by_user ON events (shown_user_id, created_at)",
        "CREATE INDEX events_by_time ON events (created_at)",
        """
        CREATE TABLE event_challenges (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            project_id TEXT NOT NULL REFERENCES projects (id),
            text TEXT NOT NULL,
            expires_at REAL NOT NULL
        ) STRICT
        """,
        """
        ALTER TABLE refresh_families
            ADD COLUMN device_id INTEGER REFERENCES devices (id) ON DELETE SET NULL
        """,
        "CREATE INDEX refresh_families_by_device ON refresh_families (device_id)",
        """
        ALTER TABLE fresh_proofs
            ADD COLUMN family_id INTEGER REFERENCES refresh_families (id) ON DELETE SET NULL
        """,
        "CREATE INDEX fresh_proofs_by_family ON fresh_proofs (family_id)",
    ),
    # Bounds that hold under attack and with very many users: of the audit by kind, and of the
    # spent tokens of one session.
    (
        "ALTER TABLE audit ADD COLUMN routine INTEGER NOT NULL DEFAULT 0",
        "CREATE INDEX audit_by_kind ON audit (routine, id)",
        "ALTER TABLE refresh_tokens ADD COLUMN generation INTEGER NOT NULL DEFAULT 0",
        "DROP INDEX refresh_tokens_by_family",
        "CREATE INDEX refresh_tokens_by_family ON refresh_tokens (family_id, generation)",
        "CREATE INDEX refresh_families_by_time ON refresh_families (authenticated_at)",
    ),
    # Which session an approval gave, so that an answer lost on the way can be given again.
    (
        """
        ALTER TABLE events
            ADD COLUMN family_id INTEGER REFERENCES refresh_families (id) ON DELETE SET NULL
        """,
        "CREATE INDEX events_by_family ON events (family_id)",
    ),
)
