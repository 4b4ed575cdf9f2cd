#!/usr/bin/env bash
# Proves the package: one nupkg, every processor that can be had, the JIT and the ahead-of-time compiler, and always the same weights.
#
#   eng/verify.sh        everything
#   eng/verify.sh --ci   the short part: fewer test runs, one framework ahead of time
#
# ADAM_ARM64_RUNNER   a command that runs a net10.0 program on arm64: `$ADAM_ARM64_RUNNER App.dll ARGS`. Without it eng/arm64-runner.sh
#                     looks for one, and where there is none those rows are skipped.
#
# Prints a table and exits with 1 if a row failed. What cannot be had on this machine is SKIPPED, and the last line counts the skips.
set -uo pipefail
cd "$(dirname "$0")/.."
root=$PWD
work=$root/artifacts/verify
ci=false
case ${1:-} in
  --ci) ci=true ;;
  "") ;;
  *) echo "The argument is $1; it must be --ci or nothing." >&2; exit 2 ;;
esac

rm -rf "$work"
mkdir -p "$work"
for part in table tools package origin jit aot arm64 consumer; do
  # shellcheck source=/dev/null
  source "eng/verify/$part.sh"
done

find_tools
ADAM_ARM64_RUNNER=$(eng/arm64-runner.sh 2> "$work/arm64-runner.log")
verify_package
$ci || verify_origin
verify_jit
verify_aot
verify_consumer
# The tests take longest, so they come last.
verify_tests
verify_arm64
print_table
