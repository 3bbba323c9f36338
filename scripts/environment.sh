#!/usr/bin/env bash
# Make the virtual environment, or say in one sentence what is missing.
set -eu
venv=$1

refuse() {
  echo "$*" >&2
  exit 1
}

find_python() {
  for candidate in "${PYTHON3:-}" python3 python3.13 python3.12 python3.11; do
    if [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 &&
      "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
}

python=$(find_python)
[ -n "$python" ] || refuse "Python 3.11, 3.12 or 3.13 is needed and was not found. On Debian and Ubuntu: apt-get install python3 python3-venv"
"$python" -c 'import ensurepip, venv' 2>/dev/null ||
  refuse "Python has no virtual environments here. On Debian and Ubuntu: apt-get install python3-venv"

# An environment that was moved, or whose Python is gone, cannot be mended.
if ! "$venv/bin/python" -c 'import pip' 2>/dev/null; then
  echo "Making the virtual environment ..."
  "$python" -m venv --clear "$venv" || refuse "The virtual environment could not be made in $venv. Is there room on the disk?"
fi
echo "Installing the installer ..."
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/tools.txt ||
  refuse "The package index could not be reached or a package is damaged. Check the network, or set PIP_INDEX_URL to an index that this machine reaches."
