#!/usr/bin/env bash
# All that must pass, cheap checks first; the first failure ends it. `make test` starts the services around it.
set -eu
code=(config programmes outbox volunteers families matching)

step() {
  echo
  echo "== $1"
  shift
  "$@"
}

browser() {
  if [ "${BROWSER:-1}" = 0 ]; then
    echo "The browser tests are left out, as asked."
    return
  fi
  if command -v chromium >/dev/null 2>&1; then
    return
  fi
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update --quiet=2 && apt-get install --yes --quiet=2 --no-install-recommends chromium fonts-liberation >/dev/null && return
  fi
  echo "The browser tests need Chromium: apt-get install chromium, or leave them out with make test BROWSER=0." >&2
  return 1
}

tests() {
  chosen=()
  [ "${BROWSER:-1}" != 0 ] || chosen=(-m "not browser")
  pytest -n "${WORKERS:-auto}" "${chosen[@]}"
}

step "Browser" browser
step "Lint" ruff check .
step "Format" ruff format --check .
step "Types" mypy
step "Import contracts" lint-imports
step "Templates" djlint --lint --quiet "${code[@]}"
step "Translations" python -m config.messages check
python -m config.messages compile
step "Migrations in step with models" python manage.py makemigrations --check --dry-run
step "OpenAPI document" python scripts/same.py docs/reference/openapi.json -- python manage.py spectacular --format openapi-json --lang en --validate --fail-on-warn
step "State pictures" python manage.py state_pictures --check
step "Page of personal data" python manage.py personal_data --check
step "Style sheets and pictures" python manage.py collectstatic --no-input --verbosity 0
step "Tests" tests
