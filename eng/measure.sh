#!/usr/bin/env bash
# Measures what docs/ahead-of-time.md states: sizes, start-up, and the speed of ahead-of-time builds beside the JIT.
#
#   eng/measure.sh [FRAMEWORK [ROUNDS]]     net10.0 (default) or net9.0; rounds of every program in turn, 7 by default
#
# ADAM_CORE   the core that the speeds are measured on; the last one by default
#
# The machine should do nothing else. Prints tables in Markdown; the least time of all rounds counts. All programs do the same work on
# one thread and one core, at the same page offsets, and take turns.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
framework=${1:-net10.0}
rounds=${2:-7}
work=$root/artifacts/measure
mkdir -p "$work"
for part in table tools package; do
  # shellcheck source=/dev/null
  source "eng/verify/$part.sh"
done
install=false
find_tools
verify_package

build() { # KEY PROGRAM ARGUMENTS...
  local key=$1 program=$2
  shift 2
  dotnet publish benchmarks/AheadOfTime -c Release -v q --nologo -r linux-x64 -p:BenchmarkFramework="$framework" -p:Program="$program" \
    --artifacts-path "$work/$program-$key" -o "$work/$program-$key/publish" "$@" > "$work/$program-$key.log" 2>&1 \
    || { echo "$program-$key cannot be published, see $work/$program-$key.log" >&2; exit 1; }
}

app() { echo "$work/$2-$1/publish/$2"; }

jit=(-p:PublishAot=false --no-self-contained)
keys=(jit default avx2 native)
build jit Speed "${jit[@]}"
build default Speed -p:AdamInstructionSet=none
build avx2 Speed -p:AdamInstructionSet=avx2
build native Speed -p:AdamInstructionSet=native
build jit FirstStep "${jit[@]}"
build r2r FirstStep "${jit[@]}" -p:PublishReadyToRun=true
build aot FirstStep -p:AdamInstructionSet=none
build native FirstStep -p:AdamInstructionSet=native
build jit Empty "${jit[@]}"
build aot Empty
sample=$work/sample-$framework
dotnet publish samples/AheadOfTime -c Release -v q --nologo -r linux-x64 -p:SampleFramework="$framework" -p:AdamInstructionSet=none \
  --artifacts-path "$sample" -o "$sample/publish" > "$sample.log" 2>&1 || { echo "samples/AheadOfTime cannot be published, see $sample.log" >&2; exit 1; }

echo
echo "### Size, $framework"
echo
echo "| program | bytes |"
echo "|---|---|"
echo "| samples/AheadOfTime | $(stat -c %s "$sample/publish/AheadOfTime") |"
for entry in "aot Empty" "aot FirstStep" "native FirstStep"; do
  # shellcheck disable=SC2086
  echo "| $(basename "$(app $entry)"), ${entry%% *} | $(stat -c %s "$(app $entry)") |"
done
echo "| the library adds | $(($(stat -c %s "$(app aot FirstStep)") - $(stat -c %s "$(app aot Empty)"))) |"

least() { sort -n | head -1; }
middle() { sort -n | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'; }

echo
echo "### From the start of the process to the end of the first step, ms (median of 20)"
echo
echo "| program | ms |"
echo "|---|---|"
for entry in "jit Empty" "aot Empty" "jit FirstStep" "r2r FirstStep" "aot FirstStep" "native FirstStep"; do
  # shellcheck disable=SC2086
  program=$(app $entry)
  us=$(for _ in $(seq 20); do "$program" "$(date +%s%N)"; done | middle)
  echo "| $(basename "$program"), ${entry%% *} | $(awk -v us="$us" 'BEGIN { printf "%.1f", us / 1000 }') |"
done

echo
echo "### Speed, $framework, ns per element (the least of $rounds rounds) and ratio to the JIT"
core=${ADAM_CORE:-$(awk '/^Cpus_allowed_list/ { n = split($2, a, /[-,]/); print a[n] }' /proc/self/status)}
for round in $(seq "$rounds"); do
  for key in "${keys[@]}"; do taskset -c "$core" "$(app "$key" Speed)" 0.5 >> "$work/speed-$key-$$.txt"; done
done
echo
echo "| build | instruction set | 16, ns a step | ratio | 2 Ki | ratio | 64 Ki | ratio | 1 Mi | ratio |"
echo "|---|---|---|---|---|---|---|---|---|---|"
for key in "${keys[@]}"; do
  line="| $key | $(awk '{ print $1; exit }' "$work/speed-$key-$$.txt")"
  for column in 3 5 7 9; do
    own=$(awk -v c=$column '{ print $c }' "$work/speed-$key-$$.txt" | least)
    base=$(awk -v c=$column '{ print $c }' "$work/speed-jit-$$.txt" | least)
    if [ $column = 3 ]; then shown=$(awk -v a="$own" 'BEGIN { printf "%.0f", a * 16 }'); else shown=$own; fi
    line+=" | $shown | $(awk -v a="$own" -v b="$base" 'BEGIN { printf "%.2f", a / b }')"
  done
  echo "$line |"
done
rm -f "$work"/speed-*-$$.txt
