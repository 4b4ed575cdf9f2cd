#!/usr/bin/env bash
# Prints a command that runs a .NET program on arm64, or nothing where there is none.
#
# ADAM_ARM64_RUNNER, if set, is that command. Else a kit is looked for: a folder with setup.sh, which prepares an arm64 .NET runtime
# under qemu-aarch64, and arm64run.sh, which runs a program there; in ADAM_ARM64_TOOLS, or as tools/arm64 of a folder beside the checkout.
# A runner that is a kit's own script is set up in the same way.
set -uo pipefail
cd "$(dirname "$0")/.."
kits=("${ADAM_ARM64_TOOLS:-}" ../*/tools/arm64)
if [ -n "${ADAM_ARM64_RUNNER:-}" ]; then
  script=${ADAM_ARM64_RUNNER##* }
  kits=("${script%/*}")
  if [ "${script##*/}" != arm64run.sh ] || [ ! -f "${kits[0]}/setup.sh" ]; then
    echo "$ADAM_ARM64_RUNNER"
    exit
  fi
fi

for kit in "${kits[@]}"; do
  if [ -f "$kit/setup.sh" ] && [ -f "$kit/arm64run.sh" ]; then
    missing=()
    for package in qemu-user libc6-arm64-cross libstdc++6-arm64-cross libgcc-s1-arm64-cross; do
      dpkg -s "$package" > /dev/null 2>&1 || missing+=("$package")
    done
    if [ ${#missing[@]} -gt 0 ] && [ "$(id -u)" = 0 ]; then
      { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}"; } >&2
    fi
    export ARM64_HOME=${ARM64_HOME:-$HOME/.cache/arm64-dotnet}
    # The emulator does not see code change that is written through a second mapping, so .NET must not have one; and tests that limit
    # time must know that it is slow.
    timeout 180 bash "$kit/setup.sh" >&2 &&
      echo "env ADAM_SLOWNESS=20 DOTNET_EnableWriteXorExecute=0 ARM64_HOME=$(eng/arm64/throwing-home.sh "$ARM64_HOME") bash $(realpath "$kit")/arm64run.sh"
    exit
  fi
done
