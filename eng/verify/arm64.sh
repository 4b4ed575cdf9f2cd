# Arm64, on whatever ADAM_ARM64_RUNNER names or eng/arm64-runner.sh finds: the sample's hash, and the tests.
# The runner may be a command with arguments, so it stands without quotes.
# shellcheck disable=SC2086
verify_arm64() {
  local runner=$ADAM_ARM64_RUNNER
  tests=$root/Adam.Tests/bin/Release/net10.0/Adam.Tests.dll
  if [ -z "$runner" ]; then
    skipped "arm64" "no runner; ADAM_ARM64_RUNNER can name one"
    skipped "arm64, tests" "no runner; ADAM_ARM64_RUNNER can name one"
    return
  fi
  run_sample "arm64" AdvSimd $runner "$(sample_dll net10.0)"
  if $runner "$tests" -noColor -method "*.MinimumInstructionSetTests.TheConstructorRefuses" > "$(log_of "arm64 exceptions")" 2>&1; then
    # An emulator takes more than ten minutes for all.
    if $ci; then run_tests "arm64, tests: goldens and runtime" AdvSimd $runner "$tests" -class "*.OptimizerGoldenTests" -class "Adam.Tests.Runtime.*"
    else run_tests "arm64, tests" AdvSimd $runner "$tests"; fi
  elif $ci; then
    skipped "arm64, tests" "this runner cannot throw exceptions; the whole run has what it can do"
  else
    verify_arm64_class_by_class
  fi
}

# A runner that cannot throw exceptions loses its process to the first one. Then each class of tests runs in a process of its own; one
# that dies is a row that says so, and one that fails is a failure.
verify_arm64_class_by_class() {
  local name log code classes=0 count=0 own
  while read -r name; do
    log=$(log_of "arm64 $name")
    ADAM_EXPECTED_INSTRUCTION_SET=AdvSimd timeout 900 $runner "$tests" -noColor -class "$name" < /dev/null > "$log" 2>&1
    code=$?
    own=$(grep -oE 'Total: [0-9]+' "$log" | tail -1)
    if [ $code -ge 128 ] && [ -z "$own" ]; then
      skipped "arm64, ${name#Adam.Tests.}" "not proven: its process dies, and this runner cannot throw exceptions"
    elif [ $code -ne 0 ]; then
      failed "arm64, ${name#Adam.Tests.}" "see $log" AdvSimd
    else
      classes=$((classes + 1))
      count=$((count + ${own#Total: }))
    fi
  done < <(dotnet "$tests" -noLogo -noColor -list classes | grep '^Adam')
  if [ $count -eq 0 ]; then failed "arm64, tests" "no class ran" AdvSimd
  else passed "arm64, tests" AdvSimd - "$count tests of $classes classes"; fi
}
