# Ahead of time: what each choice of AdamInstructionSet builds, says, and runs; and on which processors.
aot_binary() { echo "$work/aot-$1/publish/AheadOfTime"; }

publish() { # KEY FRAMEWORK ARGUMENTS...: one folder for each key, so that a second publish with the same compiler options compiles nothing
  local key=$1 framework=$2
  shift 2
  dotnet publish samples/AheadOfTime -c Release -v q --nologo -r linux-x64 -p:SampleFramework="$framework" \
    --artifacts-path "$work/aot-$key" -o "$work/aot-$key/publish" "$@"
}

verify_aot() {
  if ! $linker || [ "$machine" != x86_64 ]; then
    skipped "ahead of time" "no C compiler with zlib for x64 here"
    return
  fi
  verify_build default net9.0 Vector128 1
  verify_build avx2-10 net10.0 Avx2 0 -p:AdamInstructionSet=avx2
  if ! $ci; then
    verify_build default-10 net10.0 Vector128 1
    verify_build avx512-10 net10.0 Avx512 0 -p:AdamInstructionSet=avx512
    verify_build native-10 net10.0 "$best" 0 -p:AdamInstructionSet=native
    verify_build avx2 net9.0 Avx2 0 -p:AdamInstructionSet=avx2
    verify_build avx512 net9.0 Avx512 0 -p:AdamInstructionSet=avx512
    verify_build native net9.0 "$best" 0 -p:AdamInstructionSet=native
  fi
  verify_messages
  verify_processors
}

verify_build() { # KEY FRAMEWORK EXPECTED_SET WARNINGS ARGUMENTS...
  local key=$1 framework=$2 expected=$3 warnings=$4 name="AOT, $1" log
  shift 4
  log=$(log_of "$name build")
  if ! publish "$key" "$framework" "$@" > "$log" 2>&1; then
    if cannot_restore "$log"; then skipped "$name" "the ahead-of-time compiler of $framework cannot be restored here"
    else failed "$name" "dotnet publish, see $log"; fi
    return
  fi
  check_output "$name: message" "$log" "$warnings"
  if runs_here "$expected"; then run_sample "$name, $(stat -c %s "$(aot_binary "$key")") bytes" "$expected" "$(aot_binary "$key")"
  else skipped "$name" "the processor has no $expected"; fi
}

runs_here() { [ "$1" = Vector128 ] || [ "$best" = Avx512 ] || [ "$1" = "$best" ]; }

# The warning as often as expected, and nothing from the trimmer or the compiler.
check_output() { # NAME LOG WARNINGS
  local found
  found=$(grep -c 'warning ADAM1001' "$2")
  if [ "$found" != "$3" ]; then failed "$1" "ADAM1001 appears $found times, expected $3"
  elif grep -qE 'IL[23][0-9]{3}' "$2"; then failed "$1" "trimming or ahead-of-time warnings, see $2"
  else passed "$1" - - "ADAM1001 $3 times, no other warning"; fi
}

verify_messages() {
  local log name
  name="AOT, none: message"
  log=$(log_of "$name")
  if publish default net9.0 -p:AdamInstructionSet=none > "$log" 2>&1; then check_output "$name" "$log" 0; else failed "$name" "see $log"; fi
  name="published default again: message"
  log=$(log_of "$name")
  if publish default net9.0 > "$log" 2>&1; then check_output "$name" "$log" 1; else failed "$name" "see $log"; fi
  name="published for the JIT: message"
  log=$(log_of "$name")
  if publish jit net9.0 -p:PublishAot=false --no-self-contained > "$log" 2>&1; then check_output "$name" "$log" 0; else failed "$name" "see $log"; fi
  expect_error ADAM1002 -p:AdamInstructionSet=avx3
  expect_error ADAM1003 -p:AdamInstructionSet=avx2 -p:IlcInstructionSet=native
}

expect_error() { # CODE ARGUMENTS...
  local code=$1 log
  shift
  log=$(log_of "$code")
  if publish default net9.0 "$@" > "$log" 2>&1; then failed "$code" "the build succeeds"
  elif grep -q "error $code" "$log"; then passed "$code" - - "the build is refused"
  else failed "$code" "another error, see $log"; fi
}

# Older processors, emulated; a floor that the processor lacks; and a program that refuses to be slow.
verify_processors() {
  local log name="AOT, default, minimum Avx2"
  log=$(log_of "$name")
  if "$(aot_binary default)" 1 Avx2 > "$log" 2>&1; then failed "$name" "it runs"
  elif grep -q 'the property `AdamInstructionSet`' "$log"; then passed "$name" - - "refuses, and names the property"
  else failed "$name" "another message, see $log"; fi

  if [ -z "$qemu" ]; then
    skipped "AOT, qemu" "no qemu-x86_64 here"
    return
  fi
  run_sample "AOT, default, qemu Nehalem" Vector128 "$qemu" -cpu Nehalem "$(aot_binary default)"
  run_sample "AOT, default, qemu Haswell" Vector128 "$qemu" -cpu Haswell "$(aot_binary default)"
  run_sample "AOT, avx2-10, qemu Haswell" Avx2 "$qemu" -cpu Haswell "$(aot_binary avx2-10)"
  name="AOT, avx2-10, qemu Nehalem"
  log=$(log_of "$name")
  # In a shell of its own, which lives longer than the program, so that the abort is told to nobody but the log.
  if ("$qemu" -cpu Nehalem "$(aot_binary avx2-10)" > "$log" 2>&1; exit $?) 2> /dev/null; then failed "$name" "it runs"
  elif grep -q 'The required instruction sets are not supported by the current CPU' "$log"; then passed "$name" - - "stops with the platform's message"
  else failed "$name" "another message, see $log"; fi
}
