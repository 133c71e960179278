#!/bin/sh
# Builds ./target/release/engine. Other flags: RUSTFLAGS='-C opt-level=2' sh build.sh
set -eu
cd "$(dirname "$0")"
RUSTFLAGS=${RUSTFLAGS:-"-C target-cpu=native"} cargo build --release --quiet --target-dir target
