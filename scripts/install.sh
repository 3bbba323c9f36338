#!/usr/bin/env bash
# Install exactly what a lock names.
set -eu
venv=$1 lock=$2

echo "Installing $lock ..."
# uv knows its index by another name than pip.
index=$("$venv/bin/python" -m pip config get global.index-url 2>/dev/null || true)
export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-${UV_INDEX_URL:-${PIP_INDEX_URL:-${index:-}}}}"
[ -n "$UV_DEFAULT_INDEX" ] || unset UV_DEFAULT_INDEX
# Behind a company's proxy only the machine's own certificates are right.
[ ! -e /etc/ssl/certs/ca-certificates.crt ] || export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-1}"
# A user without a home has no cache either.
[ -w "${HOME:-/nonexistent}" ] || export UV_NO_CACHE=1
VIRTUAL_ENV="$venv" "$venv/bin/uv" pip install --quiet --require-hashes -r "$lock" || {
  echo "$lock could not be installed. Check the network and the room on the disk, then try again." >&2
  exit 1
}
