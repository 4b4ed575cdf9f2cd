#!/usr/bin/env bash
# Prints a command that runs a .NET program on arm64, or nothing where there is none.
#
# ADAM_ARM64_RUNNER, if set, is that command. Else a kit is looked for: a folder with setup.sh, which prepares an arm64 .NET runtime
# under qemu-aarch64, and arm64run.sh, which runs a program there; in ADAM_ARM64_TOOLS, or as tools/arm64 of a folder beside the checkout.
set -uo pipefail
if [ -n "${ADAM_ARM64_RUNNER:-}" ]; then
  echo "$ADAM_ARM64_RUNNER"
  exit
fi

cd "$(dirname "$0")/.."
for kit in "${ADAM_ARM64_TOOLS:-}" ../*/tools/arm64; do
  if [ -f "$kit/setup.sh" ] && [ -f "$kit/arm64run.sh" ]; then
    missing=()
    for package in qemu-user libc6-arm64-cross libstdc++6-arm64-cross libgcc-s1-arm64-cross; do
      dpkg -s "$package" > /dev/null 2>&1 || missing+=("$package")
    done
    if [ ${#missing[@]} -gt 0 ] && [ "$(id -u)" = 0 ]; then
      { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}"; } >&2
    fi
    timeout 180 bash "$kit/setup.sh" >&2 && echo "bash $(realpath "$kit")/arm64run.sh"
    exit
  fi
done
