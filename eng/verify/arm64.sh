# Arm64, on whatever ADAM_ARM64_RUNNER names or eng/arm64-runner.sh finds: the sample's hash, and the tests.
# The runner may be a command with arguments, so it stands without quotes.
# shellcheck disable=SC2086
verify_arm64() {
  local filter=() runner=$ADAM_ARM64_RUNNER tests=$root/Adam.Tests/bin/Release/net10.0/Adam.Tests.dll name
  if [ -z "$runner" ]; then
    skipped "arm64" "no runner; ADAM_ARM64_RUNNER can name one"
    skipped "arm64, tests" "no runner; ADAM_ARM64_RUNNER can name one"
    return
  fi
  run_sample "arm64" AdvSimd $runner "$(sample_dll net10.0)"
  if $ci; then filter=("${kernel_tests[@]}"); fi
  # An emulated runtime may be unable to throw exceptions: the process dies. Then the classes that expect some are left out, visibly.
  if ! $runner "$tests" -noColor -method "*.MinimumInstructionSetTests.TheConstructorRefuses" > "$(log_of "arm64 exceptions")" 2>&1; then
    skipped "arm64, test classes that expect exceptions" "the runner cannot throw one"
    while read -r name; do filter+=(-class- "$name"); done < <(throwing_classes)
  fi
  run_tests "arm64, tests" AdvSimd $runner "$tests" "${filter[@]}"
}

throwing_classes() {
  local file space
  grep -rlE 'Assert\.Throws|Record\.Exception|catch \(' --include='*.cs' Adam.Tests --exclude-dir=obj --exclude-dir=bin | while read -r file; do
    space=$(sed -n 's/^namespace \(.*\);.*/\1/p' "$file")
    sed -nE 's/^public .*class ([A-Za-z0-9_]+).*/\1/p' "$file" | sed "s/^/$space./"
  done
}
