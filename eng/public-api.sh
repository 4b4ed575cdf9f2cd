#!/usr/bin/env bash
# Writes what the library offers and PublicAPI.Unshipped.txt does not hold, and takes out what it no longer offers.
# Read the difference before committing it: it is the change of the public surface.
set -euo pipefail
cd "$(dirname "$0")/.."
file=Adam.Runtime/PublicAPI.Unshipped.txt
printf '#nullable enable\n' > "$file"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet build -c Release Adam.Runtime -f net10.0 -p:TreatWarningsAsErrors=false --no-incremental > "$log" || { cat "$log"; exit 1; }
{
  printf '#nullable enable\n'
  sed -n "s/.*warning RS0016: Symbol '\(.*\)' is not part of the declared public API.*/\1/p" "$log" | LC_ALL=C sort -u
} > "$file.new"
mv "$file.new" "$file"
echo "$(($(wc -l < "$file") - 1)) members; git diff $file shows what changed."
