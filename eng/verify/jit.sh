# Under the JIT: the sample and the tests, with each switch that turns instruction sets off. A switch that is ignored fails its row.
switches=(
  "DOTNET_EnableAVX512=0 Avx2"
  "DOTNET_PreferredVectorBitWidth=256 Avx2"
  "DOTNET_EnableAVX2=0 Vector128"
  "DOTNET_EnableAVX=0 Vector128"
  "DOTNET_EnableSSE42=0 Vector128"
  "DOTNET_EnableHWIntrinsic=0 Scalar"
)

verify_jit() {
  local framework name log
  for framework in net10.0 net9.0; do
    name="JIT, $framework"
    log=$(log_of "$name build")
    if dotnet build samples/AheadOfTime -c Release -v q --nologo -p:SampleFramework=$framework --artifacts-path "$work/jit-$framework" > "$log" 2>&1; then
      check_output "$name: built, not published: message" "$log" 0
      run_sample "$name" "$best" dotnet "$(sample_dll $framework)"
    elif cannot_restore "$log"; then
      skipped "$name" "its packages cannot be restored here"
    else
      failed "$name" "dotnet build, see $log"
    fi
  done
  if [ -z "$(sample_dll net10.0)" ]; then
    failed "JIT, switches" "there is no sample to run"
    return
  fi

  local entry switch expected
  for entry in "${switches[@]}"; do
    read -r switch expected <<< "$entry"
    if possible "$expected" "$switch"; then
      run_sample "JIT, $switch" "$expected" env "$switch" dotnet "$(sample_dll net10.0)"
    fi
  done
  verify_jit_in_qemu
}

sample_dll() { find "$work/jit-$1/bin" -name AheadOfTime.dll -not -path '*/ref/*' | head -1; }

# The switches are those of x64; a processor without AVX2 cannot show what is left after AVX-512 is gone.
possible() { # EXPECTED_SET SWITCH
  case $machine/$best/$1 in
    x86_64/Vector128/Avx2) skipped "JIT, $2" "the processor has no AVX2"; return 1 ;;
    x86_64/* | */Scalar) return 0 ;;
    *) skipped "JIT, $2" "a switch of x64"; return 1 ;;
  esac
}

verify_jit_in_qemu() {
  local entry
  for entry in "Nehalem Vector128" "Haswell Avx2"; do
    set -- $entry
    if [ -n "$qemu" ] && [ "$machine" = x86_64 ]; then
      run_sample "JIT, qemu $1" "$2" "$qemu" -cpu "$1" "$(readlink -f "$(command -v dotnet)")" "$(sample_dll net10.0)"
    else
      skipped "JIT, qemu $1" "no qemu-x86_64 here"
    fi
  done
}

# The parts of the tests that run loops; the rest knows nothing of instruction sets.
kernel_parts="Goldens Kernels Runtime Samples"
kernel_tests=()
for part in $kernel_parts; do kernel_tests+=(-namespace "Adam.Tests.$part*"); done

verify_tests() {
  local log entry switch expected chosen=("${switches[@]}") filter=()
  log=$(log_of "tests build")
  if ! dotnet build Adam.Tests -c Release -v q --nologo > "$log" 2>&1; then
    failed "tests" "dotnet build, see $log"
    return
  fi
  verify_symbols
  if $ci; then
    chosen=("DOTNET_EnableAVX512=0 Avx2" "DOTNET_EnableAVX2=0 Vector128" "DOTNET_EnableHWIntrinsic=0 Scalar")
    filter=("${kernel_tests[@]}")
  else
    run_tests "tests, long fuzzing" "$best" env ADAM_FUZZ=long dotnet Adam.Tests/bin/Release/net10.0/Adam.Tests.dll
  fi
  for entry in "${chosen[@]}"; do
    read -r switch expected <<< "$entry"
    if possible "$expected" "$switch, tests"; then
      run_tests "tests, $switch" "$expected" env "$switch" dotnet Adam.Tests/bin/Release/net10.0/Adam.Tests.dll "${filter[@]}"
    fi
  done
}

# Read by the tests, out of the package: its symbols contain the sources.
verify_symbols() {
  local framework
  python3 -m zipfile -e "$feed/Adam.Runtime.$version.snupkg" "$work/symbols"
  for framework in net9.0 net10.0; do
    run_tests "package, symbols of $framework" "$best" env ADAM_SYMBOLS="$work/symbols/lib/$framework/Adam.Runtime.pdb" \
      dotnet Adam.Tests/bin/Release/net10.0/Adam.Tests.dll -class "*.SymbolTests"
  done
}

# One of the tests compares the best instruction set with the one that is expected here.
run_tests() { # CONFIGURATION EXPECTED_SET COMMAND...
  local name=$1 expected=$2 log summary
  shift 2
  log=$(log_of "$name")
  if ADAM_EXPECTED_INSTRUCTION_SET=$expected "$@" -noColor > "$log" 2>&1; then
    summary=$(grep -oE 'Total: [0-9]+' "$log" | tail -1)
    # A filter that fits nothing is no proof.
    if [ "${summary#Total: }" -gt 0 ]; then passed "$name" "$expected" - "${summary#Total: } tests"
    else failed "$name" "no test ran" "$expected"; fi
  else
    failed "$name" "see $log" "$expected"
  fi
}
