#!/bin/sh
# Builds ./engine.
set -eu
cd "$(dirname "$0")"
GOTOOLCHAIN=local go build -trimpath -buildvcs=false -o engine .
