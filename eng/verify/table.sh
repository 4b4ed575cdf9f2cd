# The table: one row for each thing proven, and the one hash that all rows must show.
rows=()
failures=0
skips=0
reference=

row() { # CONFIGURATION SET HASH RESULT
  rows+=("$1|$2|${3:0:16}|$4")
  printf '%-52s %-10s %-16s %s\n' "$1" "$2" "${3:0:16}" "$4"
}

passed() { row "$1" "${2:--}" "${3:--}" "ok${4:+: $4}"; }

failed() { # CONFIGURATION REASON [SET [HASH]]
  failures=$((failures + 1))
  row "$1" "${3:--}" "${4:--}" "FAILED: $2"
}

skipped() { # CONFIGURATION REASON
  skips=$((skips + 1))
  row "$1" - - "SKIPPED: $2"
}

log_of() { echo "$work/$(tr -cs 'A-Za-z0-9.\n' '-' <<< "$1").log"; }

# Runs the sample and compares its instruction set with the expected one, and its hash with everyone's.
run_sample() { # CONFIGURATION EXPECTED_SET COMMAND...
  local name=$1 expected=$2 log set hash
  shift 2
  log=$(log_of "$name")
  if ! "$@" > "$log" 2>&1; then
    failed "$name" "exit code not 0, see $log"
    return
  fi
  set=$(sed -n 's/^Instruction set: //p' "$log")
  hash=$(sed -n 's/^SHA-256 of weights: //p' "$log")
  reference=${reference:-$hash}
  if [ "$set" != "$expected" ]; then
    failed "$name" "expected $expected" "$set" "$hash"
  elif [ -z "$hash" ] || [ "$hash" != "$reference" ]; then
    failed "$name" "another hash than the first row's" "$set" "$hash"
  else
    passed "$name" "$set" "$hash"
  fi
}

print_table() {
  echo
  { echo "configuration|instruction set|hash of weights|result"; printf '%s\n' "${rows[@]}"; } | column -t -s '|'
  echo
  echo "${#rows[@]} rows, $failures failed, $skips skipped"
  [ "$failures" -eq 0 ]
}
