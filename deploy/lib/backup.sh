# backup.sh: what deploy/backup and deploy/restore share. Needs postgres.sh and settings.sh.
# shellcheck shell=bash
# shellcheck disable=SC2154  # state and ports: settings.sh

# postgres_tool PROGRAM [ARGUMENTS]: a program of PostgreSQL's as superuser by the socket.
postgres_tool() {
    local program=$1
    shift
    PGOPTIONS='-c statement_timeout=0' "$postgres_bin/$program" -h "$state/postgres/run" -p "$OTKLIK_POSTGRES_PORT" -U postgres "$@"
}

sha256_of() { sha256sum "$1" | cut -d' ' -f1; }

# backup_migrations: lines "SCHEMA NAME SHA256" of what has been applied.
backup_migrations() {
    postgres_admin "$state/postgres" "$OTKLIK_POSTGRES_PORT" -d otklik -At -F ' ' <<'SQL'
SELECT format('SELECT %L, name, sha256 FROM %I.migration ORDER BY name', schemaname, schemaname)
  FROM pg_tables
 WHERE tablename = 'migration'
 ORDER BY schemaname \gexec
SQL
}

# backup_verify BACKUP: the sums of its manifest, and a file with its own sum for each that a document names.
backup_verify() {
    local part
    for part in database.dump files.list; do
        [ "$(sha256_of "$1/$part")" = "$(jq -r --arg part "$part" '.[$part]' "$1/manifest.json")" ] ||
            die "$1/$part is not what was saved"
    done
    (cd "$(dirname "$1")/files" && sed 's|^\(..\)\(..\)\(.*\)$|&  \1/\2/&|' "$1/files.list" | sha256sum --quiet --strict -c -) ||
        die "files of $1 are missing or changed"
}
