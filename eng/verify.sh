#!/usr/bin/env bash
# Proves the package: one nupkg, every processor that can be had, the JIT and the ahead-of-time compiler, and always the same weights.
#
#   eng/verify.sh             everything
#   eng/verify.sh --ci        the short part: fewer test runs, fewer builds ahead of time
#   eng/verify.sh --install   installs missing Debian packages first (a C compiler with zlib, qemu-user, arm64 libraries); as root
#
# ADAM_ARM64_KIT      a folder with setup.sh, which prepares an arm64 .NET runtime under qemu-aarch64, and arm64run.sh, which runs a
#                     net10.0 program there: `arm64run.sh App.dll ARGS`
# ADAM_ARM64_RUNNER   instead of a kit: a command that does the same, to another machine for example
#
# Prints a table and exits with 1 if a row failed. What cannot be had on this machine is SKIPPED, and the last line counts the skips.
set -uo pipefail
cd "$(dirname "$0")/.."
root=$PWD
work=$root/artifacts/verify
ci=false
install=false
for argument in "$@"; do
  case $argument in
    --ci) ci=true ;;
    --install) install=true ;;
    *) echo "The argument is $argument; it must be --ci or --install." >&2; exit 2 ;;
  esac
done

rm -rf "$work"
mkdir -p "$work"
for part in table tools package origin jit aot arm64 consumer sources; do
  # shellcheck source=/dev/null
  source "eng/verify/$part.sh"
done

find_tools
verify_package
$ci || verify_origin
verify_jit
verify_aot
verify_consumer
verify_sources
# The tests take longest, so they come last.
verify_tests
verify_arm64
print_table
