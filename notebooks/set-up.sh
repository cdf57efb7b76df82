#!/usr/bin/env bash
# Installs what the notebooks need, into this folder: npm's packages (danfojs, the Deno kernel) and Jupyter's runner.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# Deno's install script only copies its binary, which comes as a package; it does that itself when it is first run.
npm ci --ignore-scripts --no-audit --no-fund
python3 -m venv .venv
.venv/bin/pip install --quiet --disable-pip-version-check --requirement requirements.txt
