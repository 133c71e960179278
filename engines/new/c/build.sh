#!/bin/sh
# Builds ./engine. Other flags or another compiler: CFLAGS='-O2' CC=clang sh build.sh
set -eu
cd "$(dirname "$0")"
flags=${CFLAGS:-"-O3 -march=native"}
# Without fused operations, so that distances are those of the reference, bit by bit.
# shellcheck disable=SC2086
${CC:-cc} -std=c11 -Wall -Wextra -ffp-contract=off $flags "-DKNN_FLAGS=\"$flags\"" -o engine engine.c driver/*.c -lm
