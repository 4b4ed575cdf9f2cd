#!/usr/bin/env bash
# eng/arm64/throwing-home.sh HOME: prints the folder of an arm64 .NET runtime that can throw, made from HOME, a kit's.
#
# The kit has a native runtime of arm64 and the core library of the x64 SDK. The managed half of exception handling lies in the latter
# and has offsets into structures of the former compiled into it; with those of x64 most programs die at their first exception. The
# copy has those of arm64 (eng/arm64/Arm64Layout.cs), and everything else by links. Prints HOME itself where that cannot be done.
set -uo pipefail
kit_home=$(realpath "$1")
cd "$(dirname "$0")/../.."
own=$PWD/artifacts/arm64/home
core=System.Private.CoreLib.dll

rm -rf "$own"
mkdir -p "$own/fw"
for part in "$kit_home"/*; do [ "$(basename "$part")" = fw ] || ln -s "$part" "$own/"; done
for part in "$kit_home"/fw/*; do [ "$(basename "$part")" = $core ] || ln -s "$part" "$own/fw/"; done
if dotnet build eng/arm64 -c Release -v q --nologo --artifacts-path "$PWD/artifacts/arm64/build" >&2 &&
   dotnet artifacts/arm64/build/bin/ExceptionLayout/release/ExceptionLayout.dll "$kit_home/fw/$core" "$own/fw/$core" >&2; then
  echo "$own"
else
  echo "arm64: the runtime stays as it is, and cannot throw." >&2
  echo "$kit_home"
fi
